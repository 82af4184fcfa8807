import { memberOf } from '@bootwright/core';
import type { ByteSet } from '../byte-set.ts';
import { perlSet } from '../byte-set.ts';
import type { Edge } from '../pattern.ts';
import { PatternSyntaxError } from '../pattern.ts';
import { isHex, type PatternText } from '../pattern-text.ts';

/** One item of a regular expression or of a class. */
export type RustItem =
  /** `byte`: the character was written as `\xHH`, and stands for one byte of that value. */
  | { readonly kind: 'character'; readonly character: string; readonly byte?: number }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'edge'; readonly edge: Edge };

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  t: '\t',
  n: '\n',
  r: '\r',
  v: '\v',
};
const edges: Readonly<Record<string, Edge>> = {
  A: 'start',
  z: 'end',
  B: 'no word boundary',
  '<': 'word start',
  '>': 'word end',
};
const namedEdges: Readonly<Record<string, Edge>> = {
  start: 'word start',
  end: 'word end',
  'start-half': 'word start, half',
  'end-half': 'word end, half',
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What follows a backslash (regex-syntax 0.8, `Parser::parse_escape`). Faults: `PatternSyntaxError`. */
export function takeRustEscape(text: PatternText): RustItem {
  const letter = text.take();
  const digits = hexDigits[letter];
  if (digits !== undefined) return hexadecimal(text, digits, letter);
  const set = perlSet(letter);
  if (set !== undefined) return { kind: 'set', set };
  const control = controls[letter];
  if (control !== undefined) return { kind: 'character', character: control };
  const edge = letter === 'b' ? wordEdge(text) : edges[letter];
  if (edge !== undefined) return { kind: 'edge', edge };
  // Also classes of Unicode, which bytes do not have, and references to groups.
  if (/^[A-Za-z0-9]$|[^\0-\x7f]/.test(letter)) throw new PatternSyntaxError(`it has \\${letter}`);
  return { kind: 'character', character: letter };
}

function hexadecimal(text: PatternText, digits: number, letter: string): RustItem {
  const isBraced = text.takeIf('{');
  const hex = isBraced ? text.takeUntil('}') : Array.from({ length: digits }, () => text.take()).join('');
  if (hex === '' || !Array.from(hex).every(isHex))
    throw new PatternSyntaxError('it has a number that is not hexadecimal');
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw new PatternSyntaxError('it has a number that is not a character');
  const character = String.fromCodePoint(code);
  return { kind: 'character', character, ...(letter === 'x' && !isBraced ? { byte: code } : {}) };
}

/** `\b`, and `\b{start}` and the like, which a count such as `\b{2}` is not. */
function wordEdge(text: PatternText): Edge {
  const isName = (character: string) => /^[-A-Za-z]$/.test(character);
  const name = text.attempt(() => {
    if (!text.takeIf('{')) return undefined;
    const taken = text.takeWhile(isName);
    if (taken === '' && !text.isAtEnd) return undefined;
    return text.takeIf('}') ? taken : '';
  });
  if (name === undefined) return 'word boundary';
  const edge = memberOf(namedEdges, name);
  if (edge === undefined) throw new PatternSyntaxError('it has an unknown word boundary');
  return edge;
}

/** The byte that a character of a class is. Faults: `PatternSyntaxError`. */
export function byteOf(item: RustItem): number {
  if (item.kind !== 'character') throw new PatternSyntaxError('it has a range without a first or last character');
  const byte = item.byte ?? item.character.codePointAt(0) ?? 0;
  if (item.byte === undefined && byte > 0x7f) throw new PatternSyntaxError('it has a class of characters beyond ASCII');
  return byte;
}
