import type { Draw } from '../fresh-requests/draw.ts';

/** Paths, of which each pattern is asked which it fits; byte strings. */
export const patternPaths: readonly string[] = [
  '/',
  '/a',
  '/A',
  '/b',
  '/ab',
  '/aa',
  '/aab',
  '/abab',
  '/a/b',
  '/a-b',
  '/a.b',
  '/a1',
  '/_',
  '/a\n',
  '/a\nb',
  '/a\rb',
  '/a\vb',
  '/a b',
  '/\xc3\xa9',
  '/\xe9',
  '/\xc2\x85',
  '/[a]',
  '/a{1}',
  '/&~',
  '/usr/lib/a.so.1',
  '/usr/lib64/a',
  '/etc/ssh/key',
];

/** What one rule has: an expression without blanks, and a letter of a kind of file or `.` for every kind. */
export interface DrawnPattern {
  readonly expression: string;
  readonly letter: string;
}

const realistic = [
  '/usr/lib(64)?/.*',
  '/usr/(s)?bin(/.*)?',
  '/etc/ssh/.*key.*',
  '/usr/lib/.*\\.so(\\.[^/]*)*',
  '/[^/]+/[ab]',
  '/.+',
  '/a(/.*)?',
  '/usr/.*\\.so\\.[0-9]+',
] as const;
const atoms = [
  'a',
  'b',
  'A',
  '1',
  '.',
  '/',
  '_',
  'é',
  '-',
  '&',
  '~',
  '#',
  ',',
  '=',
  '\\.',
  '\\/',
  '\\-',
  '\\{',
] as const;
const escapes = [
  '\\d',
  '\\D',
  '\\s',
  '\\S',
  '\\w',
  '\\W',
  '\\n',
  '\\r',
  '\\v',
  '\\x61',
  '\\x{61}',
  '\\xe9',
  '\\x{e9}',
  '\\u0061',
  '\\a',
  '\\e',
  '\\h',
  '\\N',
  '\\R',
  '\\pL',
  '\\p{Lu}',
  '\\P{L}',
  '\\p{Greek}',
  '\\0',
  '\\101',
  '\\1',
  '\\2',
  '\\k<n>',
  '\\g{-1}',
  '\\Qa.\\E',
  '\\y',
  '\\é',
  '\\,',
  '\\cA',
  '\\o{141}',
] as const;
const edges = [
  '^',
  '$',
  '\\b',
  '\\B',
  '\\A',
  '\\z',
  '\\Z',
  '\\G',
  '\\<',
  '\\>',
  '\\b{start}',
  '\\b{end}',
  '\\b{start-half}',
  '\\b{end-half}',
  '\\b{2}',
  '\\K',
] as const;
const counts = ['*', '+', '?', '{2}', '{1,2}', '{0,}', '{,2}', '{01}', '{2,1}', '{', '{}', '{a}', '{1'] as const;
const openings = [
  '(',
  '(',
  '(?:',
  '(?:',
  '(?i:',
  '(?s:',
  '(?m:',
  '(?x:',
  '(?R:',
  '(?s-i:',
  '(?u:',
  '(?-u:',
  '(?<n>',
  '(?P<n>',
  "(?'n'",
  '(?>',
  '(?=',
  '(?!',
  '(?<=',
  '(?<!',
  '(?|',
  '(?#',
] as const;
const flags = [
  '(?i)',
  '(?m)',
  '(?s)',
  '(?x)',
  '(?R)',
  '(?U)',
  '(?-i)',
  '(?i-s)',
  '(?u)',
  '(?-u)',
  '(?)',
  '(?^)',
  '(?z)',
] as const;
const classParts = [
  'a',
  'b',
  'a-c',
  '^',
  '-',
  ']',
  '[',
  '\\]',
  '\\-',
  '\\d',
  '\\W',
  '\\n',
  '\\x41-\\x5a',
  '\\b',
  'é',
  '&&',
  '--',
  '~~',
  '&',
  '[b-d]',
  '[^b]',
  '[:alpha:]',
  '[:^digit:]',
  '[:foo:]',
  '[:word:]',
  '[.a.]',
  'z-a',
  '#',
  '\\pL',
  '\\E',
  '\\Qb\\E',
] as const;

/** Draws one pattern. */
export function drawPattern(draw: Draw): DrawnPattern {
  const letter = draw.pick(['', '', '-', 'd', 'l'] as const);
  if (draw.chance(0.1)) return { expression: draw.pick(realistic), letter };
  const start = draw.chance(0.25) ? draw.pick(['(?=/)', '(?!x)'] as const) : '';
  return { expression: `${start}/${drawBranches(draw, 3)}`, letter };
}

function drawBranches(draw: Draw, depth: number): string {
  const branch = () => draw.list(draw.chance(0.1) ? 0 : 1, 4, () => drawItem(draw, depth)).join('');
  return draw.list(1, draw.chance(0.15) ? 3 : 1, branch).join('|');
}

function drawItem(draw: Draw, depth: number): string {
  const count = draw.chance(0.3) ? `${draw.pick(counts)}${draw.pick(['', '', '', '?', '+', '*', '{2}'] as const)}` : '';
  if (draw.chance(0.2) && depth > 0)
    return `${draw.pick(openings)}${drawBranches(draw, depth - 1)}${draw.chance(0.98) ? ')' : ''}${count}`;
  if (draw.chance(0.2)) return `${drawClass(draw)}${count}`;
  if (draw.chance(0.12)) return `${draw.pick(edges)}${draw.chance(0.1) ? count : ''}`;
  if (draw.chance(0.15)) return `${draw.pick(escapes)}${count}`;
  if (draw.chance(0.06)) return draw.pick(flags);
  return `${draw.pick(atoms)}${count}`;
}

function drawClass(draw: Draw): string {
  return `[${draw.chance(0.2) ? '^' : ''}${draw.list(1, 4, () => draw.pick(classParts)).join('')}${draw.chance(0.97) ? ']' : ''}`;
}
