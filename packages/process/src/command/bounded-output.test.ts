import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepBeginning, keepEnd } from './bounded-output.ts';

const pieces = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 30 });

test.each([
  ['the beginning', keepBeginning, (all: Buffer, bound: number) => all.subarray(0, bound)],
  ['the end', keepEnd, (all: Buffer, bound: number) => all.subarray(Math.max(0, all.length - bound))],
] as const)('%s is kept, and what is dropped is counted', (_, keep, expected) => {
  fc.assert(
    fc.property(pieces, fc.nat(20), (given, bound) => {
      const gatherer = keep(bound);
      for (const piece of given) gatherer.add(piece);
      const all = Buffer.concat(given);
      const { bytes, dropped } = gatherer.captured();
      expect(Buffer.from(bytes)).toEqual(Buffer.from(expected(all, bound)));
      expect(dropped).toBe(all.length - bytes.length);
      expect(gatherer.captured()).toEqual({ bytes, dropped });
    }),
  );
});
