import type { Location } from './location.ts';

export interface FaultDetails {
  /** Where the cause is. */
  readonly at?: Location;
  /** What to do instead. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Further faults found by the same check, in document order; this one is the first. */
  readonly related?: readonly Fault[];
}

/**
 * The one error that a user can mend: what is wrong, where, why and the cure. Whatever else is thrown is a bug.
 *
 * `code` is a slash code such as `blueprint/unknown-key`: the part before the slash names the subject, and `internal/…`
 * is never used by a library.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  // Only declared: a plain field would be there, and undefined, where none is given.
  declare readonly at?: Location;
  declare readonly hint?: string;
  readonly related: readonly Fault[];

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    if (details.at !== undefined) this.at = details.at;
    if (details.hint !== undefined) this.hint = details.hint;
    this.related = details.related ?? [];
  }

  /** This fault and its related ones, in order. */
  all(): readonly Fault[] {
    return [this, ...this.related];
  }
}

/** Throws the first of `faults` with the others as its related ones; returns where there is none. */
export function throwFaults(faults: readonly Fault[]): void {
  const [first, ...related] = faults;
  if (first === undefined) return;
  if (related.length === 0) throw first;
  throw new Fault(first.code, first.message, {
    ...(first.at === undefined ? {} : { at: first.at }),
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    ...(first.cause === undefined ? {} : { cause: first.cause }),
    related,
  });
}
