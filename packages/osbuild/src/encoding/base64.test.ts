import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBase64 } from './base64.ts';

// The examples of RFC 4648, section 10.
test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foobar', 'Zm9vYmFy'],
])('%j is encoded', (text, expected) => {
  expect(encodeBase64(new TextEncoder().encode(text))).toBe(expected);
});

test('any bytes are encoded as Node does', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }).chain((some) => fc.constantFrom(some, new Uint8Array(7000).fill(some[0] ?? 0))),
      (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      },
    ),
  );
});
