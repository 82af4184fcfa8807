import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameArgument, joinCommandLines, splitCommandLine } from './kernel-arguments.ts';

test.each([
  ['words', 'a  b\tc\n', ['a', 'b', 'c']],
  ['quotes', 'a="b c" "d e"', ['a="b c"', '"d e"']],
  ['a quote that is not closed', 'a "b c', ['a', '"b c']],
  ['no blanks to bootc', 'a\u000bb e\u00a0f', ['a\u000bb', 'e\u00a0f']],
  ['nothing', ' ', []],
])('splits %s', (_, line, words) => {
  expect(splitCommandLine(line)).toEqual(words);
});

test.each([
  ['what is new', ['a', 'b'], ['a', 'b']],
  ['nothing twice', ['a b', 'b a b'], ['a', 'b']],
  ['another value of a key', ['console=tty0', 'console=ttyS0'], ['console=tty0', 'console=ttyS0']],
  ['not a key spelled with underscores', ['a-b=1', 'a_b=1'], ['a-b=1']],
  ['values as they are', ['a=b-c', 'a=b_c'], ['a=b-c', 'a=b_c']],
  ['not what only differs in quotes', ['a="x y"', '"a=x y"'], ['a="x y"']],
  ['everything behind an open quote', ['a="x', 'b b'], ['a="x b b']],
  ['words that a later quote lets go', ['a="x', '"b c"'], ['a="x "b', 'c"']],
])('joins %s', (_, lines, words) => {
  expect(joinCommandLines(lines)).toEqual(words);
});

test('what the text splits into decides, word by word', () => {
  const part = fc.constantFrom('a', 'a-b=1', 'a_b=1', '"', '""', 'x="y', 'z"', '"q=x', '=', ' ');
  const lines = fc.array(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join(' ')),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(lines, (given) => {
      let text = '';
      for (const word of given.flatMap(splitCommandLine)) {
        if (splitCommandLine(text).some((other) => isSameArgument(other, word))) continue;
        text = text === '' || text.endsWith(' ') ? `${text}${word}` : `${text} ${word}`;
      }
      expect(joinCommandLines(given)).toEqual(splitCommandLine(text));
    }),
  );
});

test.each([
  ['many words', Array.from({ length: 200_000 }, (_, index) => `a${index % 50_000}=1`).join(' '), 50_000],
  ['many words behind an open quote', `" ${'a=1 '.repeat(200_000)}`, 1],
])('%s are joined before the time of a test is over', (_, line, count) => {
  expect(joinCommandLines([line, line]).length).toBe(count);
});
