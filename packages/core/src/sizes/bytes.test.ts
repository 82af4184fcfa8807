import { expect, test } from 'vitest';
import { bytes, GiB, KiB, MiB, TiB } from './bytes.ts';

test('units are powers of 1024', () => {
  expect([bytes(3), KiB(3), MiB(3), GiB(3), TiB(3), GiB(0.5)]).toEqual([
    3, 3072, 3_145_728, 3_221_225_472, 3_298_534_883_328, 536_870_912,
  ]);
});

test.each([
  ['negative', () => bytes(-1)],
  ['a fraction of a byte', () => bytes(0.5)],
  ['beyond 2^53 - 1', () => bytes(2 ** 53)],
  ['as many TiB', () => TiB(8192)],
  ['no number', () => bytes(Number.NaN)],
])('rejects a size that is %s', (_, size) => {
  expect(size).toThrow(
    expect.objectContaining({
      code: 'size/range',
      hint: 'sizes are whole numbers of bytes from 0 to 9007199254740991',
    }),
  );
});
