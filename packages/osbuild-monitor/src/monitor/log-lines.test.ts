import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogLines, visibleLine } from './log-lines.ts';

test.each([
  ['plain text', 'mkfs.fat 4.2 (2021-01-31)', 'mkfs.fat 4.2 (2021-01-31)'],
  ['colours', '\u001b[1;31merror:\u001b[0m no', 'error: no'],
  ['a title for the window', '\u001b]0;owned\u0007text', 'text'],
  ['the screen cleared', '\u001b[2J\u001b[Htext\u001bc', 'text'],
  [
    'backspaces, as mke2fs draws its progress',
    'Writing inode tables: 0/8\b\b\b   \b\b\bdone',
    'Writing inode tables: done',
  ],
  ['carriage returns, as downloads draw theirs', ' 10%\r 50%\r100%\r', '100%'],
  ['a line of DOS', 'text\r', 'text'],
  ['bells and other controls', 'a\u0007b\u0000c\u009b31md', 'abcd'],
])('%s', (_, line, shown) => {
  expect(visibleLine(line)).toBe(shown);
});

test('lines are complete, whatever pieces they arrive in', () => {
  const lines = new LogLines();
  expect(['on', 'e\ntwo\nth', 'ree'].flatMap((piece) => lines.add(piece))).toEqual(['one', 'two']);
  expect(lines.end()).toEqual(['three']);
});

test('a line that does not end is split', () => {
  const lines = new LogLines();
  expect(lines.add('x'.repeat(5000))).toEqual(['x'.repeat(4096)]);
  expect(lines.end()).toEqual([]);
});

test('no content of a line moves the cursor', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(visibleLine(line)).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
    }),
  );
});
