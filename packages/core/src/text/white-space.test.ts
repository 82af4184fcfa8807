import { expect, test } from 'vitest';
import { trimmedWhiteSpace, wordsOf } from './white-space.ts';

const spaces = [...'\t\n\v\f\r \u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000'];
const others = [...'\u200b\ufeff\u180e\u0000a'];

test('white space is that of Unicode, with U+0085 and without the byte order mark', () => {
  const trimmed = [...spaces, ...others].map((character) => trimmedWhiteSpace(`${character}x${character}`));
  expect(trimmed).toEqual([...spaces.map(() => 'x'), ...others.map((character) => `${character}x${character}`)]);
  expect(wordsOf([...spaces, ...others].join('x'))).toEqual([
    ...spaces.slice(1).map(() => 'x'),
    others.map((character) => `x${character}`).join(''),
  ]);
});

test.each([
  ['', '', []],
  [' \u2028 ', '', []],
  [' a  b\tc ', 'a  b\tc', ['a', 'b', 'c']],
])('%j', (text, trimmed, words) => {
  expect([trimmedWhiteSpace(text), wordsOf(text)]).toEqual([trimmed, words]);
});

test('many blanks within a text are passed over in linear time', () => {
  const text = `a${' '.repeat(200_000)}b`;
  expect([trimmedWhiteSpace(text), wordsOf(text)]).toEqual([text, ['a', 'b']]);
});
