import { defined } from '../defined.ts';
import { counted } from '../text/counted.ts';
import { cutNames } from '../text/cut-names.ts';
import { Fault, type FaultDetails } from './fault.ts';
import type { Notice } from './notice.ts';

/** More than anybody reads in one go; it bounds time and memory on hostile input. */
export const mostListed = 100;

/** Closes a list of the first faults only: `and 9900 more faults`. */
class MoreFaults extends Fault {
  readonly count: number;

  constructor(count: number, code: string, at: FaultDetails['at']) {
    const details = { ...documentOf(at), hint: 'fix the faults that are listed first' };
    super(`${subjectOf(code)}/more-faults`, `and ${counted(count, 'more fault')}`, details);
    this.count = count;
  }

  /** It has no place but a document. */
  override with({ at = this.at ?? {} }: FaultDetails): Fault {
    return new MoreFaults(this.count, this.code, at);
  }
}

/**
 * The faults that one check finds: the first hundred in the order in which they are found, and how many more there are.
 * Checks of input that may be hostile collect their faults here, so that neither memory nor messages grow without bound.
 */
export class FaultList implements Iterable<Fault> {
  readonly #listed: Fault[] = [];
  #more = 0;

  /** All faults found, those included that are not listed. */
  get length(): number {
    return this.#listed.length + this.#more;
  }

  /** Whether a further fault would only be counted; who builds faults at some cost may ask. */
  get isFull(): boolean {
    return this.#listed.length >= mostListed;
  }

  push(fault: Fault): void {
    if (fault instanceof MoreFaults) this.#more += fault.count;
    else if (this.isFull) this.#more++;
    else this.#listed.push(fault);
  }

  /** The same for a fault that is built only where it is listed. */
  report(build: () => Fault): void {
    if (this.isFull) this.#more++;
    else this.#listed.push(build());
  }

  pushAll(faults: Iterable<Fault>): void {
    for (const fault of faults) this.push(fault);
  }

  /** What `work` returns; absent where it threw a fault, which is listed with its related ones. */
  collect<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.pushAll(error.all());
      return undefined;
    }
  }

  /** Whether one of the listed faults is so. */
  some(test: (fault: Fault) => boolean): boolean {
    return this.#listed.some(test);
  }

  /** The listed faults, and behind them a fault `SUBJECT/more-faults` that counts the others. */
  *[Symbol.iterator](): Generator<Fault> {
    yield* this.#listed;
    const last = this.#listed.at(-1);
    if (this.#more > 0 && last !== undefined) yield new MoreFaults(this.#more, last.code, last.at);
  }

  /** The first fault with the others as its related ones; absent where there is none. */
  joined(): Fault | undefined {
    if (this.#listed.length === 0) return undefined;
    const [first, ...related] = this;
    return first === undefined || related.length === 0 ? first : first.with({ related });
  }
}

/** Throws the first of `faults` with the others, a hundred at most, as its related ones; returns where there is none. */
export function throwFaults(faults: Iterable<Fault>): void {
  const fault = (faults instanceof FaultList ? faults : listOf(faults)).joined();
  if (fault !== undefined) throw fault;
}

function listOf(faults: Iterable<Fault>): FaultList {
  const list = new FaultList();
  list.pushAll(faults);
  return list;
}

/**
 * At most a hundred of the notices, their long names cut, and behind them one `SUBJECT/more-notices` that counts the
 * others.
 */
export function cappedNotices(notices: readonly Notice[]): readonly Notice[] {
  const listed = notices.slice(0, mostListed).map(withCutNames);
  const rest = notices.length - mostListed;
  const last = notices[mostListed - 1];
  if (rest <= 0 || last === undefined) return listed;
  const code = `${subjectOf(last.code)}/more-notices`;
  return [...listed, { code, message: `and ${counted(rest, 'more notice')}`, ...documentOf(last.at) }];
}

function withCutNames(notice: Notice): Notice {
  const { message, hint } = notice;
  return { ...notice, message: cutNames(message), ...(hint === undefined ? {} : { hint: cutNames(hint) }) };
}

const subjectOf = (code: string): string => code.slice(0, code.indexOf('/'));

/** The document and file of a place, without the path in it. */
function documentOf(at: FaultDetails['at']): Pick<FaultDetails, 'at'> {
  if (at === undefined) return {};
  const { document, file } = at;
  return { at: { ...defined({ document, file }) } };
}
