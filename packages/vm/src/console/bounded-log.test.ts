import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundedLog } from './bounded-log.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const bytes = (text: string) => Buffer.from(text);

describe('a log with a bound', () => {
  test('keeps what fits whole', () => {
    const log = boundedLog(10);
    log.add(bytes('abc'));
    log.add(bytes('defghij'));
    expect(Buffer.from(log.bytes()).toString()).toBe('abcdefghij');
  });

  test('keeps the beginning and the end of what does not, and says how much is missing', () => {
    const log = boundedLog(10);
    for (const piece of ['abcdefg', 'hijklm', 'nopqrstuvwxyz']) log.add(bytes(piece));
    expect(Buffer.from(log.bytes()).toString()).toBe('abcde\n… 16 bytes are left out here …\nvwxyz');
  });

  test('is the same, however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), fc.integer({ min: 2, max: 40 }), (pieces, maximum) => {
        const [one, many] = [boundedLog(maximum), boundedLog(maximum)];
        one.add(Buffer.concat(pieces));
        for (const piece of pieces) many.add(piece);
        expect(Buffer.from(many.bytes())).toEqual(Buffer.from(one.bytes()));
      }),
      { numRuns },
    );
  });
});
