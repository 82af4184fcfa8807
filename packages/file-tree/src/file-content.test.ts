import { expect, test } from 'vitest';
import { readAt } from './file-content.ts';

const text = (start: number, end: number) => new TextEncoder().encode('0123456789'.slice(start, end));
const entry = { kind: 'file', size: 10, pieces: [{ offset: 2, bytes: text(2, 6) }] } as const;

test('bytes that were kept are read, and none behind the end of the file', () => {
  expect(readAt(entry, 3, 2)).toEqual(text(3, 5));
  expect(readAt(entry, 10, 5)).toEqual(new Uint8Array());
});

test('bytes that were not kept are a fault with their range', () => {
  expect(() => readAt(entry, 4, 20)).toThrow(
    expect.objectContaining({
      code: 'inspect/not-kept',
      message: expect.stringMatching(/^bytes 4 to 10 of a file /),
      hint: 'the file is damaged or made to mislead',
    }),
  );
});
