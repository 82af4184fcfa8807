import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Language, tokensOf } from './highlight.ts';

const languages: readonly Language[] = ['toml', 'json', 'yaml'];

test('the pieces of any line are together the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom(...languages), (line, language) => {
      expect(
        tokensOf(line, language)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }),
  );
});

test.each([
  ['toml', 'name = "web" # a comment', ['key name', 'plain  = ', 'text "web"', 'plain  ', 'comment # a comment']],
  ['toml', '[[customizations.user]]', ['heading [[customizations.user]]']],
  [
    'json',
    '  "size": 12, "is": true',
    ['plain   ', 'key "size"', 'plain : ', 'number 12', 'plain , ', 'key "is"', 'plain : ', 'number true'],
  ],
  ['yaml', 'size: 512 MiB', ['key size', 'plain : ', 'number 512', 'plain  MiB']],
] as const)('%s: %s', (language, line, expected) => {
  expect(tokensOf(line, language).map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected);
});

test('a line of hostile length is one plain piece', () => {
  expect(tokensOf('"'.repeat(100_000), 'json')).toHaveLength(1);
});
