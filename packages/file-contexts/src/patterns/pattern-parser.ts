import { caseFolded, isAsciiLetter, rangesOf } from './byte-set.ts';
import type { Pattern } from './pattern.ts';
import { choice, PatternSyntaxError } from './pattern.ts';
import { checkDepth } from './pattern-depth.ts';
import type { PatternText } from './pattern-text.ts';

/** Flags of both dialects. */
export interface PatternFlags {
  readonly caseless: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly extended: boolean;
}

/** What both dialects have: alternatives in groups, with flags that end with their group. */
export abstract class PatternParser<Flags extends PatternFlags> {
  protected readonly text: PatternText;
  protected flags: Flags;

  constructor(text: PatternText, flags: Flags) {
    this.text = text;
    this.flags = flags;
  }

  /** Up to the end of the text. */
  whole(): Pattern {
    const pattern = this.alternatives(1);
    if (!this.text.isAtEnd) throw new PatternSyntaxError('it closes a group that is not open');
    return pattern;
  }

  /** Up to `|`, the end or the `)` of the group, none of which is taken. */
  protected abstract branch(depth: number): Pattern;

  /** Up to the end or to the `)` of the group, which is not taken. Flags that it sets end with it. */
  protected alternatives(depth: number): Pattern {
    checkDepth(depth);
    const { flags } = this;
    const branches = [this.branch(depth)];
    while (this.text.takeIf('|')) branches.push(this.branch(depth));
    this.flags = flags;
    return choice(branches);
  }

  /** Up to the end of the group, which is taken. */
  protected body(depth: number): Pattern {
    const pattern = this.alternatives(depth);
    if (!this.text.takeIf(')')) throw new PatternSyntaxError('it has a group that is not closed');
    return pattern;
  }
}

/** What letters such as `im-s` change, by the names of the flags; other letters change nothing. */
export function changedFlags(
  letters: string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, boolean>> {
  const [set = '', unset = ''] = letters.split('-');
  const changes = (some: string, value: boolean) =>
    Array.from(some).flatMap((letter): [string, boolean][] => {
      const name = names[letter];
      return name === undefined ? [] : [[name, value]];
    });
  return Object.fromEntries([...changes(set, true), ...changes(unset, false)]);
}

/** Both cases of a byte that is a letter; absent for other bytes. */
export function bothCases(byte: number): Pattern | undefined {
  return isAsciiLetter(byte) ? { kind: 'set', set: caseFolded(rangesOf([byte, byte])) } : undefined;
}
