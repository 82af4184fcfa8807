import { expect, test } from 'vitest';
import { countValues } from './count-values.ts';

test.each([
  ['{"a": [1, 2], "b": {"c": 3}}', 8],
  ['["[,:{", "\\",", 1]', 3],
  ['[1, "without an end, [', 2],
  ['1', 0],
])('counts %s', (text, count) => {
  expect(countValues(text, 100)).toBe(count);
});

test('counts one more than is asked for, at the most', () => {
  expect(countValues(`[${'1,'.repeat(1000)}1]`, 10)).toBe(11);
});
