import { expect, test } from 'vitest';
import { expandMatrix } from './cases/case-matrix.ts';

const words = (count: number, prefix = 'w') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const named = (count: number, prefix: string) =>
  Object.fromEntries(words(count, prefix).map((name) => [name, {}] as const));
const matrix = { containers: named(1, 'c'), architectures: ['x86_64'], file_systems: ['ext4'], types: ['raw'] };

test('a matrix within the limit has all its cases', () => {
  expect(expandMatrix({ ...matrix, types: words(1000), blueprints: named(100, 'b') }, 'm', {})).toHaveLength(100_000);
});

test.each([
  [
    'more cases than there is memory for',
    {
      ...matrix,
      containers: named(1000, 'c'),
      types: words(1000),
      file_systems: words(1000),
      architectures: words(1000),
    },
    'the matrix has 1000000000000 cases and 0 exclusions',
  ],
  [
    'more exclusions than can be compared with its cases',
    { ...matrix, types: words(1000), blueprints: named(100, 'b'), exclude: words(600).map(() => ({ types: ['w0'] })) },
    'the matrix has 100000 cases and 600 exclusions',
  ],
])('a matrix with %s is a fault before any case is made', (_, value, message) => {
  expect(() => expandMatrix(value, 'm', {})).toThrow(expect.objectContaining({ code: 'matrix/too-large', message }));
});
