import type { ByteSet } from './byte-set.ts';
import { bytesSource, classSource } from './byte-set.ts';

/** A place between two bytes. `\<` of Rust is `word start`; those with `half` look at one side only. */
export type Edge =
  | 'start'
  | 'end'
  | 'line start'
  | 'line end'
  | 'line start, CRLF'
  | 'line end, CRLF'
  | 'word boundary'
  | 'no word boundary'
  | 'word start'
  | 'word end'
  | 'word start, half'
  | 'word end, half';

/** A regular expression over bytes, whatever it was written in. Whether repeats are greedy does not matter here. */
export type Pattern =
  /** A byte string. */
  | { readonly kind: 'bytes'; readonly bytes: string }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly branches: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly part: Pattern }
  /** Once it fits, no other way to fit is tried. */
  | { readonly kind: 'atomic'; readonly part: Pattern }
  | { readonly kind: 'capture'; readonly group: number; readonly part: Pattern }
  | { readonly kind: 'reference'; readonly group: number }
  | { readonly kind: 'never' };

export const nothing: Pattern = { kind: 'sequence', parts: [] };

export const sequence = (parts: readonly Pattern[]): Pattern =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'sequence', parts };
export const choice = (branches: readonly Pattern[]): Pattern =>
  branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches };

/** The text is not a regular expression of the dialect, so that bootc takes another one or rejects it. */
export class PatternSyntaxError extends Error {}

/** The text may be one, and means something that has no equal here. The message says what. */
export class UnknownPattern extends Error {}

/** Edges that RE2 has. */
const edgeSources: Partial<Readonly<Record<Edge, string>>> = {
  start: '^',
  end: '$',
  'word boundary': '\\b',
  'no word boundary': '\\B',
};

/** The patterns that one is made of. */
export function partsOf(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.parts;
    case 'choice':
      return pattern.branches;
    case 'repeat':
    case 'look':
    case 'atomic':
    case 'capture':
      return [pattern.part];
    case 'bytes':
    case 'set':
    case 'edge':
    case 'reference':
    case 'never':
      return [];
  }
}

/** Whether RE2, which takes linear time, has all of it. */
export function isRegular(pattern: Pattern): boolean {
  const { kind } = pattern;
  if (kind === 'look' || kind === 'atomic' || kind === 'reference') return false;
  return (kind !== 'edge' || edgeSources[pattern.edge] !== undefined) && partsOf(pattern).every(isRegular);
}

/** About how many parts it is compiled to: what is repeated is copied. At most 10 million. */
export function sizeOf(pattern: Pattern): number {
  const inner = partsOf(pattern).reduce((total, part) => total + sizeOf(part), 0);
  return Math.min(ownSize(pattern, inner), 10_000_000);
}

function ownSize(pattern: Pattern, inner: number): number {
  if (pattern.kind === 'bytes') return pattern.bytes.length;
  if (pattern.kind !== 'repeat') return 1 + inner;
  return inner * Math.max(1, pattern.least, Number.isFinite(pattern.most) ? pattern.most : 1);
}

/** What every text that fits begins with. */
export function literalPrefix(pattern: Pattern): string {
  if (pattern.kind === 'bytes') return pattern.bytes;
  if (pattern.kind === 'capture') return literalPrefix(pattern.part);
  if (pattern.kind !== 'sequence') return '';
  let prefix = '';
  for (const part of pattern.parts) {
    prefix += literalPrefix(part);
    if (part.kind !== 'bytes') break;
  }
  return prefix;
}

/** A regular pattern as RE2 reads it, over byte strings. */
export function sourceOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'bytes':
      return bytesSource(pattern.bytes);
    case 'set':
      return classSource(pattern.set);
    case 'sequence':
      return pattern.parts.map((part) => (part.kind === 'choice' ? grouped(part) : sourceOf(part))).join('');
    case 'choice':
      return pattern.branches.map(sourceOf).join('|');
    case 'repeat':
      return repeated(grouped(pattern.part), pattern.least, pattern.most);
    case 'capture':
      return `(?:${sourceOf(pattern.part)})`;
    case 'never':
      return '[^\\x00-\\xff]';
    case 'edge':
      return edgeSources[pattern.edge] ?? notRegular(pattern);
    case 'look':
    case 'atomic':
    case 'reference':
      return notRegular(pattern);
  }
}

function notRegular({ kind }: Pattern): never {
  throw new TypeError(`RE2 has no ${kind} like that: it is for patterns that isRegular accepts`);
}

function grouped(pattern: Pattern): string {
  const source = sourceOf(pattern);
  const isOne =
    pattern.kind === 'set' || pattern.kind === 'never' || (pattern.kind === 'bytes' && pattern.bytes.length === 1);
  return isOne ? source : `(?:${source})`;
}

/** RE2's limit for the counts of a repeat. */
const mostRepeats = 1000;

function repeated(part: string, least: number, most: number): string {
  if (least > mostRepeats) {
    const count = least - mostRepeats;
    return `${part}{${mostRepeats}}${repeated(part, count, most - mostRepeats)}`;
  }
  if (most === Number.POSITIVE_INFINITY)
    return least === 0 ? `${part}*` : least === 1 ? `${part}+` : `${part}{${least},}`;
  if (most > mostRepeats) {
    const optional = `${part}{0,${mostRepeats}}`;
    return `${part}{${least}}${optional.repeat(Math.floor((most - least) / mostRepeats))}${part}{0,${(most - least) % mostRepeats}}`;
  }
  if (least === 0 && most === 1) return `${part}?`;
  return least === most ? `${part}{${least}}` : `${part}{${least},${most}}`;
}
