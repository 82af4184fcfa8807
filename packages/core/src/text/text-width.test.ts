import { expect, test } from 'vitest';
import { cutToWidth, leading, padded, textWidth } from './text-width.ts';

test.each([
  ['letters', 'grüße', 5],
  ['ideographs', '漢字', 4],
  ['Hangul and full-width forms', '한Ａ', 4],
  ['an emoji', '😀', 2],
  ['a letter with a combining mark', 'e\u0301', 1],
  ['nothing', '', 0],
])('the width of %s', (_what, line, width) => {
  expect(textWidth(line)).toBe(width);
});

test('a line is padded by its columns, not by its characters', () => {
  expect([padded('漢', 4), padded('abc', 4), padded('abcde', 4)]).toEqual(['漢  ', 'abc ', 'abcde']);
});

test('a wide character is never cut in two', () => {
  expect([leading('漢字', 3), leading('a漢', 1), leading('abc', 9)]).toEqual(['漢', 'a', 'abc']);
  expect([cutToWidth('漢字漢字', 6), cutToWidth('abcdef', 4), cutToWidth('漢字', 4), cutToWidth('abc', 0)]).toEqual([
    '漢字…',
    'abc…',
    '漢字',
    '',
  ]);
});
