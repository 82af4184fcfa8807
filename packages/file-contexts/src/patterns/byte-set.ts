/** A set of bytes: 256 entries. */
export type ByteSet = readonly boolean[];

type Range = readonly [first: number, last: number];

const every = Array.from({ length: 256 }, (_, byte) => byte);

export const bytesWhere = (holds: (byte: number) => boolean): ByteSet => every.map(holds);
export const rangesOf = (...ranges: readonly Range[]): ByteSet =>
  bytesWhere((byte) => ranges.some(([first, last]) => byte >= first && byte <= last));

export const union = (one: ByteSet, other: ByteSet): ByteSet => one.map((has, byte) => has || other[byte] === true);
export const intersection = (one: ByteSet, other: ByteSet): ByteSet =>
  one.map((has, byte) => has && other[byte] === true);
export const difference = (one: ByteSet, other: ByteSet): ByteSet =>
  one.map((has, byte) => has && other[byte] !== true);
export const complement = (set: ByteSet): ByteSet => set.map((has) => !has);

/** With the ASCII letters of the other case; neither engine folds other bytes. */
export const caseFolded = (set: ByteSet): ByteSet =>
  set.map((has, byte) => has || (isAsciiLetter(byte) && set[byte ^ 0x20] === true));

export const isAsciiLetter = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

const code = (character: string): number => character.charCodeAt(0);
const span = (text: string): Range => [code(text), text.charCodeAt(text.length - 1)];

/** The names of POSIX, as in `[[:alpha:]]`, in the C locale. Both engines have them. */
export const posixSets: ReadonlyMap<string, ByteSet> = new Map([
  ['alnum', rangesOf(span('09'), span('AZ'), span('az'))],
  ['alpha', rangesOf(span('AZ'), span('az'))],
  ['ascii', rangesOf([0, 0x7f])],
  ['blank', rangesOf(span('\t'), span(' '))],
  ['cntrl', rangesOf([0, 0x1f], [0x7f, 0x7f])],
  ['digit', rangesOf(span('09'))],
  ['graph', rangesOf(span('!~'))],
  ['lower', rangesOf(span('az'))],
  ['print', rangesOf(span(' ~'))],
  ['punct', rangesOf(span('!/'), span(':@'), span('[`'), span('{~'))],
  ['space', rangesOf(span('\t\r'), span(' '))],
  ['upper', rangesOf(span('AZ'))],
  ['word', rangesOf(span('09'), span('AZ'), span('__'), span('az'))],
  ['xdigit', rangesOf(span('09'), span('AF'), span('af'))],
]);

/** Of `\d`, `\s` and `\w`, and of their negations in upper case. Absent: another letter. */
export function perlSet(letter: string): ByteSet | undefined {
  const name = { d: 'digit', s: 'space', w: 'word' }[letter.toLowerCase()];
  const set = name === undefined ? undefined : posixSets.get(name);
  return set === undefined || letter === letter.toLowerCase() ? set : complement(set);
}

const escaped = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/** A class that RE2 and JavaScript read alike. */
export function classSource(set: ByteSet): string {
  let source = '';
  for (let first = 0; first < 256; first++) {
    if (set[first] !== true) continue;
    let last = first;
    while (set[last + 1] === true) last += 1;
    source += first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`;
    first = last;
  }
  // An empty class is a syntax error in RE2.
  return source === '' ? '[^\\x00-\\xff]' : `[${source}]`;
}

/** Bytes as they stand, given as a byte string. */
export function bytesSource(bytes: string): string {
  return Array.from(bytes, (byte) => (/[A-Za-z0-9/_]/.test(byte) ? byte : escaped(code(byte)))).join('');
}
