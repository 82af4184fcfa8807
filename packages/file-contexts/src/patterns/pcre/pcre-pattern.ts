import { complement, rangesOf } from '../byte-set.ts';
import type { Edge, Pattern } from '../pattern.ts';
import { choice, nothing, PatternSyntaxError, sequence, UnknownPattern } from '../pattern.ts';
import { bothCases, changedFlags, type PatternFlags, PatternParser } from '../pattern-parser.ts';
import { isDigit, PatternText } from '../pattern-text.ts';
import { takePcreClass, takePosixName } from './pcre-class.ts';
import { takePcreByte, takePcreSet } from './pcre-escape.ts';
import { PcreGroups } from './pcre-groups.ts';
import { checkLookBehind } from './pcre-look-behind.ts';

const noFlags: PatternFlags = { caseless: false, multiLine: false, dotAll: false, extended: false };
const flagNames: Readonly<Record<string, keyof PatternFlags>> = {
  i: 'caseless',
  m: 'multiLine',
  s: 'dotAll',
  x: 'extended',
};
const edges: Readonly<Record<string, Edge>> = {
  A: 'start',
  z: 'end',
  // A key ends with a letter, so that there is no last newline.
  Z: 'end',
  b: 'word boundary',
  B: 'no word boundary',
};
const newline = rangesOf([0x0a, 0x0a]);
const lineEnds: Pattern = {
  kind: 'atomic',
  part: choice([
    { kind: 'bytes', bytes: '\r\n' },
    { kind: 'set', set: rangesOf([0x0a, 0x0d], [0x85, 0x85]) },
  ]),
};

/** A part, and whether a count may follow it. */
interface Atom {
  readonly pattern: Pattern;
  readonly repeats: boolean;
}

const fixed = (pattern: Pattern): Atom => ({ pattern, repeats: false });
const repeatable = (pattern: Pattern): Atom => ({ pattern, repeats: true });

/**
 * A regular expression of PCRE2 over bytes without options (pcre2pattern(3)), as composefs-rs takes it for what Rust's
 * engine does not read: inside of one group, so that its first group is the second one. `bytes` is a byte string without
 * blanks. Faults: `PatternSyntaxError`, `UnknownPattern`.
 */
export function parsePcrePattern(bytes: string): Pattern {
  return new PcreParser(new PatternText(Array.from(bytes))).whole();
}

class PcreParser extends PatternParser<PatternFlags> {
  private readonly groups = new PcreGroups();

  constructor(text: PatternText) {
    super(text, noFlags);
  }

  override whole(): Pattern {
    const pattern = super.whole();
    this.groups.check(pattern);
    return pattern;
  }

  protected branch(depth: number): Pattern {
    const { text } = this;
    const parts: Pattern[] = [];
    for (;;) {
      this.skipComments();
      if (text.isAtEnd || text.isAt('|') || text.isAt(')')) return sequence(parts);
      const atoms = text.takeIf('\\Q') ? this.quoted() : [this.atom(depth)];
      for (const [index, { pattern, repeats }] of atoms.entries()) {
        this.skipComments();
        parts.push(repeats && index === atoms.length - 1 ? this.counted(pattern) : pattern);
      }
    }
  }

  /** Comments and empty quotes; a count behind them is one of what is before them. */
  private skipComments(): void {
    const { text } = this;
    while (text.isAt('(?#') || text.isAt('\\E') || text.isAt('\\Q\\E'))
      if (text.takeIf('(?#')) text.takeUntil(')');
      else if (!text.takeIf('\\E')) text.takeIf('\\Q\\E');
  }

  private quoted(): readonly Atom[] {
    return Array.from(this.text.takeUntil('\\E'), (byte) => repeatable(this.literal(byte.charCodeAt(0))));
  }

  private counted(part: Pattern): Pattern {
    const { text } = this;
    const range = this.range();
    if (range === undefined) return part;
    const [least, most] = range;
    const isPossessive = text.takeIf('+');
    if (!isPossessive) text.takeIf('?');
    // What takes no byte fits as often as one likes.
    if (part.kind === 'look') return least === 0 ? nothing : part;
    const pattern: Pattern = { kind: 'repeat', part, least, most };
    return isPossessive ? { kind: 'atomic', part: pattern } : pattern;
  }

  private range(): readonly [number, number] | undefined {
    const { text } = this;
    if (text.takeIf('*')) return [0, Number.POSITIVE_INFINITY];
    if (text.takeIf('+')) return [1, Number.POSITIVE_INFINITY];
    if (text.takeIf('?')) return [0, 1];
    return text.attempt(() => (text.takeIf('{') ? this.count() : undefined));
  }

  /** Absent: a brace that is not a count stands for itself. */
  private count(): readonly [number, number] | undefined {
    const { text } = this;
    const least = text.takeWhile(isDigit);
    const isOne = !text.takeIf(',');
    const most = isOne ? least : text.takeWhile(isDigit);
    if (!text.takeIf('}') || (least === '' && most === '')) return undefined;
    const range = [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)] as const;
    if (range.some((number) => Number.isFinite(number) && number > 65_535) || range[0] > range[1])
      throw new PatternSyntaxError('it has a count that is not one');
    return range;
  }

  private atom(depth: number): Atom {
    const { text, flags } = this;
    const character = text.take();
    switch (character) {
      case '(':
        return this.group(depth + 1);
      case '[':
        if (takePosixName(text) !== undefined) throw new PatternSyntaxError('it has a POSIX class outside of a class');
        return repeatable({ kind: 'set', set: takePcreClass(text, flags.caseless) });
      case '.':
        return repeatable({ kind: 'set', set: complement(flags.dotAll ? rangesOf() : newline) });
      case '^':
        return fixed({ kind: 'edge', edge: flags.multiLine ? 'line start' : 'start' });
      case '$':
        return fixed({ kind: 'edge', edge: flags.multiLine ? 'line end' : 'end' });
      case '*':
      case '+':
      case '?':
        throw new PatternSyntaxError('it repeats nothing');
      case '\\':
        return this.escape();
      case '#':
        if (flags.extended) throw new PatternSyntaxError('it ends with a comment');
        return repeatable(this.literal(0x23));
      case '{':
        if (text.attempt(() => this.count()) !== undefined) throw new PatternSyntaxError('it repeats nothing');
        return repeatable(this.literal(0x7b));
      default:
        return repeatable(this.literal(character.charCodeAt(0)));
    }
  }

  private literal(byte: number): Pattern {
    const bytes: Pattern = { kind: 'bytes', bytes: String.fromCharCode(byte) };
    return (this.flags.caseless ? bothCases(byte) : undefined) ?? bytes;
  }

  private escape(): Atom {
    const { text, flags } = this;
    const letter = text.take();
    const edge = edges[letter];
    if (edge !== undefined) return fixed({ kind: 'edge', edge });
    if (letter === 'N' && !text.isAt('{')) return repeatable({ kind: 'set', set: complement(newline) });
    if (letter === 'R') return repeatable(lineEnds);
    const reference = this.groups.takeReference(text, letter, flags.caseless);
    if (reference !== undefined) return repeatable(reference);
    const byte = takePcreByte(text, letter);
    if (byte !== undefined) return repeatable(this.literal(byte));
    const set = takePcreSet(text, letter, flags.caseless);
    if (set !== undefined) return repeatable({ kind: 'set', set });
    if (/^[CGKNX]$/.test(letter)) throw new UnknownPattern(`\\${letter}`);
    throw new PatternSyntaxError(`it has \\${letter}`);
  }

  /** Behind `(`. */
  private group(depth: number): Atom {
    const { text } = this;
    if (text.isAt('*')) throw new UnknownPattern('a verb (*…)');
    const look = this.look(depth);
    if (look !== undefined) return repeatable(look);
    if (text.takeIf('?>')) return repeatable({ kind: 'atomic', part: this.body(depth) });
    const name = ['?P<|>', '?<|>', "?'|'"].map((marks) => marks.split('|')).find(([start = '']) => text.takeIf(start));
    if (name !== undefined) return repeatable(this.capture(depth, text.takeUntil(name[1] ?? '')));
    if (text.isAt('?P=')) return repeatable(this.groups.takeNamed(text, '?P=', ')', this.flags.caseless));
    if (text.takeIf('?')) return this.flagged(depth);
    return repeatable(this.capture(depth));
  }

  private look(depth: number): Pattern | undefined {
    const { text } = this;
    const prefix = ['?=', '?!', '?<=', '?<!'].find((candidate) => text.takeIf(candidate));
    if (prefix === undefined) return undefined;
    const behind = prefix.includes('<');
    const part = this.body(depth);
    if (behind) checkLookBehind(part);
    return { kind: 'look', behind, negated: prefix.endsWith('!'), part };
  }

  private capture(depth: number, name?: string): Pattern {
    const group = this.groups.open(name);
    return { kind: 'capture', group, part: this.body(depth) };
  }

  /** Behind `(?`. */
  private flagged(depth: number): Atom {
    const { text, flags } = this;
    const letters = text.takeWhile((character) => /^[-a-zA-Z^]$/.test(character));
    if (!text.isAt(':') && !text.isAt(')')) throw new UnknownPattern(`(?${letters}${text.next}`);
    if (!/^\^?[imsUx]*(?:-[imsUx]*)?$/.test(letters) || /^\^.*-/.test(letters))
      throw new UnknownPattern(`(?${letters}`);
    const changed = { ...(letters.startsWith('^') ? noFlags : flags), ...changedFlags(letters, flagNames) };
    this.flags = changed;
    if (text.take() === ')') return fixed(nothing);
    const pattern = this.body(depth);
    this.flags = flags;
    return repeatable(pattern);
  }
}
