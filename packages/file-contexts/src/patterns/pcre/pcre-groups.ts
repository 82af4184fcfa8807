import { type Pattern, PatternSyntaxError, partsOf, UnknownPattern } from '../pattern.ts';
import { isDigit, type PatternText } from '../pattern-text.ts';

/** The groups of one expression and what refers to them. Group 1 is the whole expression. */
export class PcreGroups {
  private count = 1;
  private readonly names = new Map<string, number>();
  private readonly references: number[] = [];

  /** The number of a group that begins. */
  open(name?: string): number {
    this.count += 1;
    if (name === undefined) return this.count;
    if (!/^[A-Za-z_]\w{0,127}$/.test(name) || this.names.has(name))
      throw new PatternSyntaxError('it has a group with a wrong name');
    this.names.set(name, this.count);
    return this.count;
  }

  /** `\1`, `\g2`, `\g{-1}`, `\k<name>` and the like, of which the letter was taken. Absent: another escape. */
  takeReference(text: PatternText, letter: string, isCaseless: boolean): Pattern | undefined {
    if (/^[1-9]$/.test(letter)) {
      if (isDigit(text.next)) throw new UnknownPattern('a reference or octal number of several digits');
      return this.reference(Number(letter), isCaseless);
    }
    if (letter === 'k') {
      const marks = ['<>', "''", '{}'].find(([start = '']) => text.isAt(start));
      if (marks === undefined) throw new PatternSyntaxError('it has \\k without a name');
      return this.takeNamed(text, marks[0] ?? '', marks[1] ?? '', isCaseless);
    }
    if (letter !== 'g') return undefined;
    if (text.isAt('<') || text.isAt("'")) throw new UnknownPattern('a call of a group');
    const isBraced = text.takeIf('{');
    const isRelative = text.takeIf('-');
    const digits = text.takeWhile(isDigit);
    if (digits === '' || (isBraced && !text.takeIf('}'))) throw new UnknownPattern('\\g');
    const number = Number(digits);
    return this.reference(isRelative ? this.count + 1 - number : number, isCaseless);
  }

  takeNamed(text: PatternText, start: string, end: string, isCaseless: boolean): Pattern {
    text.takeIf(start);
    const group = this.names.get(text.takeUntil(end));
    if (group === undefined) throw new UnknownPattern('a reference to a group that comes later, or to none');
    return this.reference(group, isCaseless);
  }

  private reference(group: number, isCaseless: boolean): Pattern {
    // The whole expression has no text before its end, so that a reference to it never fits.
    if (group === 1) return { kind: 'never' };
    if (isCaseless) throw new UnknownPattern('a reference without regard to case');
    this.references.push(group);
    return { kind: 'reference', group };
  }

  /**
   * Rejects what JavaScript reads otherwise: there, a group without a text equals nothing, and a repeated group forgets
   * its text. Faults: `UnknownPattern`.
   */
  check(pattern: Pattern): void {
    if (this.references.some((group) => group > this.count || group < 1))
      throw new PatternSyntaxError('it refers to a group that does not exist');
    if (this.references.length > 0) checkOrder(pattern, new Set());
  }
}

/** The groups that have a text behind a pattern, of those before it. */
function checkOrder(pattern: Pattern, before: ReadonlySet<number>): ReadonlySet<number> {
  switch (pattern.kind) {
    case 'reference':
      if (!before.has(pattern.group)) throw new UnknownPattern('a reference to a group that may have no text');
      return before;
    case 'capture':
      return new Set([...checkOrder(pattern.part, before), pattern.group]);
    case 'sequence':
    case 'atomic':
      return partsOf(pattern).reduce((groups, part) => checkOrder(part, groups), before);
    default:
      // What is in it may have no text afterwards.
      for (const part of partsOf(pattern)) checkOrder(part, before);
      return before;
  }
}
