import { expect, test } from 'vitest';
import { encodeString } from './encode-string.ts';

/** Longer than what is escaped at a time. */
const far = 64 * 1024;

test.each([
  ['plain text', 'a'.repeat(3 * far), 'a'.repeat(3 * far)],
  ['what Go escapes', '<'.repeat(2 * far), String.raw`\u003c`.repeat(2 * far)],
  ['a character of two units at the end of a piece', `${'a'.repeat(far - 1)}😀b`, `${'a'.repeat(far - 1)}😀b`],
  ['half a character at the end of a piece', `${'a'.repeat(far - 1)}\ud800b`, `${'a'.repeat(far - 1)}\\ufffdb`],
  ['half a character at the end', `${'a'.repeat(far)}\ud800`, `${'a'.repeat(far)}\\ufffd`],
  ['a piece of backslashes before an escape', `${'\\'.repeat(far - 1)}\u0001`, `${'\\'.repeat(2 * far - 2)}\\u0001`],
  ['backslashes at the end of a piece', `${'\\'.repeat(far + 1)}ud800`, `${'\\'.repeat(2 * far + 2)}ud800`],
])('%s of any length is quoted', (_, text, expected) => {
  expect(encodeString(text) === `"${expected}"`).toBe(true);
});
