import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hanging, nonBreakingSpace, wrapped } from './wrapped.ts';

test.each<[string, string, readonly string[]]>([
  ['a line that fits', 'one  two', ['one  two']],
  ['words', 'one two three four', ['one two', 'three four']],
  ['a word that is wider than the line', 'see /a/very/long/path there', ['see', '/a/very/long/path', 'there']],
  ['a command in quotes', 'run "apt install x", ok', ['run', '"apt install x",', 'ok']],
  ['a command in other quotes', 'see `a b c d`', ['see', '`a b c d`']],
  [
    'a wide command in backquotes',
    "run `a b 'c d' e | f g` now",
    ['run', '`a b \\', "  'c d' \\", '  e \\', '  | f g`', 'now'],
  ],
  ['a quote that nobody ends', 'a 4" disk of words', ['a 4" disk', 'of words']],
  ['non-breaking spaces', `one two${nonBreakingSpace}three x`, ['one', `two${nonBreakingSpace}three`, 'x']],
])('%s', (_name, text, lines) => {
  expect(wrapped(text, 10)).toEqual(lines);
});

test('only a hint breaks a wide command in double quotes', () => {
  const text = 'run "ab cdef --gh ij", then wait';
  expect(wrapped(text, 14, true)).toEqual(['run', '"ab cdef \\', '  --gh ij",', 'then wait']);
  expect(wrapped(text, 14)).toEqual(['run', '"ab cdef --gh ij",', 'then wait']);
});

test('nothing is lost, and only a unit that is wider makes a line that is too wide', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '"', '/'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (words, width) => {
      const text = words.join(' ');
      const lines = wrapped(text, width);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) {
        if (line.length > width) expect(line.replaceAll(/"[^"]*"/g, 'q')).not.toContain(' ');
      }
    }),
  );
});

test('further lines follow below the first', () => {
  expect(hanging('one two three four five', { head: '* ', indent: 2, width: 22 })).toEqual([
    '* one two three four',
    '  five',
  ]);
});

test('all lines go below a head that leaves them no room', () => {
  expect(hanging('one two three', { head: '* ', indent: 2, width: 15 })).toEqual(['* one two three']);
  expect(hanging('one two three', { head: '* ', indent: 2, width: 14 })).toEqual(['*', '      one two', '      three']);
});
