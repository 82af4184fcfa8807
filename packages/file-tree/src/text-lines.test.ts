import { expect, test } from 'vitest';
import { linesOf } from './text-lines.ts';

test.each([[''], ['a'], ['a\nb'], ['a\n'], ['\n'], ['\n\na\r\n\n']])(
  '%j has the lines that splitting it gives',
  (text) => {
    expect([...linesOf(text)]).toEqual(text.split('\n'));
  },
);

test('lines are given before all are found', () => {
  const [first, second] = linesOf(`a\nb\n${'\n'.repeat(1000)}`);
  expect([first, second]).toEqual(['a', 'b']);
});
