import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isShort, memoryNeeded } from './memory-needed.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['nothing', '', 0],
  ['a string, whatever is in it', '"a,b:[{"', 8 * 8],
  ['a string with an escaped quote and backslash', String.raw`"\",\\",1`, 9 * 8 + 64],
  ['a list', '[1,2]', 5 * 8 + 2 * 64],
  ['an object', '{"a":{}}', 8 * 8 + 3 * 64],
])('counts the bytes and the values of %s', (_, text, expected) => {
  expect(memoryNeeded(bytes(text))).toBe(expected);
});

test('counts no less than the values that JSON.parse makes', () => {
  const values = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce((sum: number, one) => sum + values(one), 0)
      : 1;
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { length } = bytes(text);
      const counted = (memoryNeeded(bytes(text)) - 8 * length) / 64;
      expect(counted).toBeGreaterThanOrEqual(values(JSON.parse(text)) - 1);
      expect(isShort(bytes(text), memoryNeeded(bytes(text)) - 1)).toBe(false);
    }),
  );
});
