import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, GiB, KiB, MiB, TiB } from './bytes.ts';
import { formatBytes, interpretByteCount, interpretSize, parseSize } from './size-text.ts';

const usage = 'write a number of bytes, or a number and one of kB, KiB, MB, MiB, GB, GiB, TB, TiB, such as "10 GiB"';
const largest = 'the largest size is 9007199254740991 bytes, just under 8192 TiB';

test.each([
  ['123', 123],
  ['0', 0],
  ['007', 7],
  ['1 kB', 1000],
  ['1 KiB', 1024],
  ['2 MB', 2_000_000],
  ['2 MiB', 2 * 1024 ** 2],
  ['3 GB', 3_000_000_000],
  ['3GiB', 3 * 1024 ** 3],
  ['4 TB', 4_000_000_000_000],
  ['4\tTiB', 4 * 1024 ** 4],
  ['  5 \t kB  ', 5000],
  ['1.5 GiB', 1_610_612_736],
  ['0.3 GiB', 322_122_547],
  ['1.4', 1],
  ['1.5', 2],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ['8191 TiB', 8191 * 1024 ** 4],
])('%j is a size', (text, size) => {
  expect(interpretSize(text)).toEqual({ kind: 'size', size });
  expect(parseSize(text)).toBe(size);
});

test.each([
  ['', 'size/number', 'the size "" does not begin with a decimal number', usage],
  ['GiB', 'size/number', 'the size "GiB" does not begin with a decimal number', usage],
  ['.5 GiB', 'size/number', 'the size ".5 GiB" does not begin with a decimal number', usage],
  ['+1', 'size/number', 'the size "+1" does not begin with a decimal number', usage],
  ['-1 MiB', 'size/negative', 'the size "-1 MiB" is negative', usage],
  ['1 GX', 'size/unit', 'the size "1 GX" has the unknown unit "GX"', usage],
  ['123 PiB', 'size/unit', 'the size "123 PiB" has the unknown unit "PiB"', usage],
  ['10G', 'size/unit', 'the size "10G" has the unknown unit "G"', `did you mean "10 GiB"? ${usage}`],
  ['10 mb', 'size/unit', 'the size "10 mb" has the unknown unit "mb"', `did you mean "10 MB"? ${usage}`],
  ['10 KB', 'size/unit', 'the size "10 KB" has the unknown unit "KB"', `did you mean "10 kB"? ${usage}`],
  ['12 B', 'size/unit', 'the size "12 B" has the unknown unit "B"', `did you mean "12"? ${usage}`],
  ['1,5 GiB', 'size/unit', 'the size "1,5 GiB" has the unknown unit ",5 GiB"', usage],
  ['1e3', 'size/unit', 'the size "1e3" has the unknown unit "e3"', usage],
  ['9007199254740992', 'size/range', 'the size "9007199254740992" is too large', largest],
  ['8192 TiB', 'size/range', 'the size "8192 TiB" is too large', largest],
])('%j is not a size', (text, code, message, hint) => {
  expect(interpretSize(text)).toEqual({ kind: 'problem', code, message, hint });
  expect(parseSize(text)).toBeUndefined();
});

test.each([
  ['digits', '9'.repeat(1_000_000)],
  ['blanks', `1${' '.repeat(1_000_000)}x`],
  ['letters', 'x'.repeat(1_000_000)],
])('a million %s are a short problem', (_, text) => {
  const reading = interpretSize(text);
  expect(reading.kind === 'problem' && reading.message.length < 200).toBe(true);
});

describe('a size given as a number', () => {
  test.each([
    [0, { kind: 'size', size: 0 }],
    [10n, { kind: 'size', size: 10 }],
    [Number.MAX_SAFE_INTEGER, { kind: 'size', size: Number.MAX_SAFE_INTEGER }],
    [-1, { kind: 'problem', code: 'size/negative', message: 'the size -1 is negative', hint: usage }],
    [
      1.5,
      { kind: 'problem', code: 'size/fraction', message: 'the size 1.5 is not a whole number of bytes', hint: usage },
    ],
    [
      2n ** 53n,
      { kind: 'problem', code: 'size/range', message: 'the size "9007199254740992" is too large', hint: largest },
    ],
    [Number.NaN, { kind: 'problem', code: 'size/range', message: 'the size "NaN" is too large', hint: largest }],
  ])('%s', (count, expected) => {
    expect(interpretByteCount(count)).toEqual(expected);
  });
});

test.each([
  [bytes(0), '0 B'],
  [bytes(1234), '1234 B'],
  [KiB(1), '1 KiB'],
  [MiB(501), '501 MiB'],
  [MiB(1536), '1536 MiB'],
  [GiB(10), '10 GiB'],
  [GiB(2048), '2 TiB'],
  [TiB(1), '1 TiB'],
])('%s bytes are shown as %s', (size, expected) => {
  expect(formatBytes(size)).toBe(expected);
});

const sizes = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }).map(bytes);

test('what is shown is the size, exact or with three places', () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const [amount = '', unit = ''] = formatBytes(size).split(' ');
      const shown = Number(amount) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(unit);
      expect(amount).toMatch(/^\d{1,4}(?:\.\d{1,3})?$/);
      expect(Math.abs(shown - size)).toBeLessThanOrEqual(amount.includes('.') || size > 10_000 ? size / 2000 : 0);
    }),
  );
});

test.each([
  [3_149_307 * 1024 ** 2, '3.003 TiB'],
  [2_500_000_001, '2.328 GiB'],
  [9999 * 1024 ** 2, '9999 MiB'],
  [10_000 * 1024 ** 2, '9.766 GiB'],
  [10_240 * 1024 ** 2, '10 GiB'],
])('%d bytes are shown as %s', (count, expected) => expect(formatBytes(bytes(count))).toBe(expected));

test('any text gives a size in range or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,20}(\.\d{1,5})? ?[kKMGT]?i?B?$/)), (text) => {
      const reading = interpretSize(text);
      if (reading.kind === 'size') expect(Number.isSafeInteger(reading.size) && reading.size >= 0).toBe(true);
      else expect(reading.hint).not.toBe('');
    }),
  );
});
