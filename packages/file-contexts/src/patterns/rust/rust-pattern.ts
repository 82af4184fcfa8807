import { utf8ByteString } from '@bootwright/archive';
import { complement, rangesOf } from '../byte-set.ts';
import type { Edge, Pattern } from '../pattern.ts';
import { nothing, PatternSyntaxError, sequence, UnknownPattern } from '../pattern.ts';
import { checkDepth } from '../pattern-depth.ts';
import { bothCases, changedFlags, type PatternFlags, PatternParser } from '../pattern-parser.ts';
import { isDigit, PatternText } from '../pattern-text.ts';
import { rejectComment, takeRustClass } from './rust-class.ts';
import type { RustItem } from './rust-escape.ts';
import { takeRustEscape } from './rust-escape.ts';

interface Flags extends PatternFlags {
  readonly crlf: boolean;
}

const noFlags: Flags = { caseless: false, multiLine: false, dotAll: false, crlf: false, extended: false };
const flagNames: Readonly<Record<string, keyof Flags>> = {
  i: 'caseless',
  m: 'multiLine',
  s: 'dotAll',
  R: 'crlf',
  x: 'extended',
};
const counts: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '?': [0, 1],
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
};

/**
 * A regular expression of Rust's `regex` crates over bytes, as composefs-rs configures them: Unicode off, `.` for all but
 * NUL (regex-syntax 0.8, `ast/parse.rs` and `hir/translate.rs`). `text` has no blanks. Faults: `PatternSyntaxError`,
 * `UnknownPattern`.
 */
export function parseRustPattern(text: string): Pattern {
  return new RustParser(new PatternText(Array.from(text))).whole();
}

class RustParser extends PatternParser<Flags> {
  private readonly names = new Set<string>();

  constructor(text: PatternText) {
    super(text, noFlags);
  }

  protected branch(depth: number): Pattern {
    const { text } = this;
    const parts: Pattern[] = [];
    /** Repeats of the last part; absent where nothing can be repeated. */
    let repeats: number | undefined;
    for (;;) {
      rejectComment(text, this.flags);
      if (text.isAtEnd || text.isAt('|') || text.isAt(')')) return sequence(parts);
      if (/^[?*+{]$/.test(text.next)) {
        const part = parts.pop();
        if (part === undefined || repeats === undefined) throw new PatternSyntaxError('it repeats nothing');
        repeats += 1;
        checkDepth(depth + repeats);
        parts.push(this.repeated(part));
      } else {
        const item = text.takeIf('(') ? this.group(depth + 1) : this.item(depth);
        repeats = item === undefined ? undefined : 0;
        parts.push(item ?? nothing);
      }
    }
  }

  private repeated(part: Pattern): Pattern {
    const { text } = this;
    const sign = text.take();
    const [least, most] = counts[sign] ?? this.count();
    text.takeIf('?');
    return { kind: 'repeat', part, least, most };
  }

  /** Behind `{`. */
  private count(): readonly [number, number] {
    const { text } = this;
    const least = this.decimal();
    if (text.takeIf('}')) return [least, least];
    if (!text.takeIf(',')) throw new PatternSyntaxError('it has a count that is not closed');
    if (text.takeIf('}')) return [least, Number.POSITIVE_INFINITY];
    const most = this.decimal();
    if (!text.takeIf('}') || least > most) throw new PatternSyntaxError('it has a count that is not one');
    return [least, most];
  }

  private decimal(): number {
    const digits = this.text.takeWhile(isDigit);
    const number = Number(digits);
    if (digits === '' || number > 0xffff_ffff) throw new PatternSyntaxError('it has a count without a number');
    return number;
  }

  /** Behind `(`. Absent: flags only. */
  private group(depth: number): Pattern | undefined {
    const { text } = this;
    rejectComment(text, this.flags);
    if (['?=', '?!', '?<=', '?<!'].some((prefix) => text.isAt(prefix))) throw new PatternSyntaxError('it looks around');
    const { flags } = this;
    if (text.takeIf('?P<') || text.takeIf('?<')) this.name();
    else if (text.takeIf('?')) {
      const changed = this.groupFlags();
      const isEnd = text.take() === ')';
      this.flags = { ...flags, ...changed };
      if (isEnd) return undefined;
    }
    const pattern = this.body(depth);
    this.flags = flags;
    return pattern;
  }

  private name(): void {
    const name = this.text.takeUntil('>');
    const isName = /^[\p{Alphabetic}_][\p{Alphabetic}\p{N}_.[\]]*$/u.test(name);
    if (!isName || this.names.has(name)) throw new PatternSyntaxError('it has a group with a wrong name');
    this.names.add(name);
  }

  private groupFlags(): Partial<Flags> {
    const { text } = this;
    const letters = text.takeWhile((character) => character !== ':' && character !== ')');
    const isSound = /^[imsURux]*(?:-[imsURux]+)?$/.test(letters) && !/([a-zA-Z]).*\1/.test(letters);
    if (!isSound || (letters === '' && text.isAt(')'))) throw new PatternSyntaxError('it has wrong flags');
    if (/^[^-]*u/.test(letters)) throw new UnknownPattern('it switches Unicode on');
    return changedFlags(letters, flagNames);
  }

  private item(depth: number): Pattern {
    const { text, flags } = this;
    const character = text.take();
    switch (character) {
      case '[':
        return { kind: 'set', set: takeRustClass(text, flags, depth + 1) };
      case '.':
        return { kind: 'set', set: dotSet(flags) };
      case '^':
        return lineEdge(flags, 'start');
      case '$':
        return lineEdge(flags, 'end');
      default:
        return itemPattern(character === '\\' ? takeRustEscape(text) : { kind: 'character', character }, flags);
    }
  }
}

function dotSet({ dotAll, crlf }: Flags): readonly boolean[] {
  if (dotAll) return complement(rangesOf());
  return complement(crlf ? rangesOf([0x0a, 0x0a], [0x0d, 0x0d]) : rangesOf([0, 0]));
}

function lineEdge({ multiLine, crlf }: Flags, side: 'start' | 'end'): Pattern {
  const edge: Edge = !multiLine ? side : crlf ? `line ${side}, CRLF` : `line ${side}`;
  return { kind: 'edge', edge };
}

function itemPattern(item: RustItem, { caseless }: Flags): Pattern {
  if (item.kind !== 'character') return item;
  const { character, byte = character.codePointAt(0) ?? 0 } = item;
  const folded = caseless ? bothCases(byte) : undefined;
  if (folded !== undefined) return folded;
  // A character beyond ASCII is its bytes in UTF-8, and is repeated as a whole.
  const bytes = item.byte === undefined ? utf8ByteString(character) : String.fromCharCode(byte);
  return { kind: 'bytes', bytes };
}
