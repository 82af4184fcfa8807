import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes } from './bytes.ts';
import { exactSize } from './exact-size.ts';
import { parseSize } from './size-text.ts';

test.each([
  [0, '0'],
  [1, '1'],
  [1023, '1023'],
  [1024, '1 KiB'],
  [1536, '1536'],
  [10 * 2 ** 30, '10 GiB'],
  [2 ** 40 + 2 ** 20, '1048577 MiB'],
])('writes %d as %s', (size, expected) => {
  expect(exactSize(bytes(size))).toBe(expected);
});

test('every size is read back as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(50), (number, shift) => {
      const size = bytes(Number(BigInt.asUintN(53, BigInt(number) << BigInt(shift))));
      expect(parseSize(exactSize(size))).toBe(size);
    }),
  );
});
