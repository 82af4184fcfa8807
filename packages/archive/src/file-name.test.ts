import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames, decodeName, encodeName, extensionOf, isUtf8Name, stemOf } from './file-name.ts';

test.each([
  ['plain', [0x61], 'a'],
  ['UTF-8', [0xc3, 0xa9], 'é'],
  ['an invalid byte', [0x61, 0xff, 0x62], 'a\udcffb'],
  ['half a character', [0xe2, 0x82], '\udce2\udc82'],
  ['a surrogate in UTF-8', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  ['too long a form', [0xc0, 0xaf], '\udcc0\udcaf'],
])('a name of %s', (_, bytes, name) => {
  expect(decodeName(Uint8Array.from(bytes))).toBe(name);
});

test('any bytes are a name and come back, and names sort as their bytes do', () => {
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x61, 0x80, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0xff));
  const name = fc.array(byte, { maxLength: 6 }).map((list) => Uint8Array.from(list));
  fc.assert(
    fc.property(name, name, (left, right) => {
      expect(encodeName(decodeName(left))).toEqual(left);
      expect(Math.sign(compareNames(decodeName(left), decodeName(right)))).toBe(Buffer.compare(left, right));
    }),
    { numRuns: 2000 },
  );
});

test('valid UTF-8 is recognized', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(isUtf8Name(text)).toBe(true);
    }),
  );
  expect(isUtf8Name(decodeName(Uint8Array.of(0x80)))).toBe(false);
});

test.each([
  ['a.toml', 'toml', 'a'],
  ['.toml', undefined, '.toml'],
  ['..toml', 'toml', '.'],
  ['.a.toml', 'toml', '.a'],
  ['a.toml.bak', 'bak', 'a.toml'],
  ['a.', '', 'a'],
  ['a', undefined, 'a'],
  ['..', undefined, '..'],
])('%s has the extension %s', (name, extension, stem) => {
  expect([extensionOf(name), stemOf(name)]).toEqual([extension, stem]);
});
