import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { WorkBudget, workLimits } from '../work-budget.ts';
import { mostExtents, SparseFile, sparseMap } from './sparse-map.ts';

/** Stored bytes with a map of GNU tar's format 1.0 at their beginning. */
function withMap(parts: readonly (readonly [number, number])[], content: Uint8Array): Buffer {
  const text = [parts.length, ...parts.flat()].map((number) => `${number}\n`).join('');
  const length = Math.ceil(text.length / 512) * 512;
  return Buffer.concat([Buffer.from(text.padEnd(length, '\0'), 'latin1'), content]);
}

/** A reader that counts the bytes that it gave. */
function counting(stored: Uint8Array) {
  const reader = {
    given: 0,
    read: (offset: number, length: number) => {
      const bytes = stored.subarray(offset, offset + length);
      reader.given += bytes.length;
      return bytes;
    },
  };
  return reader;
}

test('a map in the content is read once, however often the file is read', () => {
  const parts = Array.from({ length: 50_000 }, (_, index) => [index * 20, 1] as const);
  const stored = withMap(parts, Buffer.alloc(50_000, 'x'));
  const budget = new WorkBudget();
  const reader = counting(stored);
  const file = new SparseFile('in-content', reader.read, budget);
  const ofMap = reader.given;
  for (let page = 0; page < 1000; page++) {
    expect(file.bytes({ offset: page * 1000, length: 1000 })[0]).toBe(0x78);
  }
  expect(reader.given - ofMap).toBe(50_000);
  expect(budget.spent('extents')).toBe(50_000);
});

test('the parts of all sparse files of an image are bounded', () => {
  const stored = withMap(
    Array.from({ length: mostExtents }, (_, index) => [index, 1] as const),
    Buffer.alloc(0),
  );
  const budget = new WorkBudget();
  const open = () => new SparseFile('in-content', counting(stored).read, budget);
  const most = Math.floor(workLimits.extents.most / mostExtents);
  for (let count = 0; count < most; count++) open();
  expect(outcomeOf(open)).toMatchObject({ fault: 'image/too-large' });
});

describe('whatever parts there are', () => {
  const parts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 20 }).map((gaps) => {
    let end = 0;
    return gaps.map(([gap, length]) => {
      const offset = end + gap;
      end = offset + length;
      return [offset, length] as const;
    });
  });
  const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

  test('a piece of the file is that piece of the whole', () => {
    fc.assert(
      fc.property(parts, fc.nat(2100), fc.nat(300), (list, offset, length) => {
        const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => 1 + (index % 255)));
        const whole = Buffer.alloc(2500);
        let at = 0;
        for (const [start, count] of list) {
          content.copy(whole, start, at, at + count);
          at += count;
        }
        const files = [
          new SparseFile('in-content', counting(withMap(list, content)).read, new WorkBudget()),
          new SparseFile(sparseMap(list.flat(), 'x'), counting(content).read, new WorkBudget()),
        ];
        for (const file of files) {
          expect(Buffer.from(file.bytes({ offset, length }))).toEqual(whole.subarray(offset, offset + length));
        }
      }),
      { numRuns },
    );
  });

  test('any bytes as a map are a map or a fault, and are charged', () => {
    const text = fc.array(fc.constantFrom('0', '1', '9', '\n', '99999', '65536\n', ' ', '-'), { maxLength: 200 });
    fc.assert(
      fc.property(text, (pieces) => {
        const budget = new WorkBudget();
        const reader = counting(Buffer.from(pieces.join('')));
        outcomeOf(() => new SparseFile('in-content', reader.read, budget).bytes({ offset: 0, length: 100 }));
        expect(budget.spent('extents')).toBeLessThanOrEqual(mostExtents);
        expect(budget.spent('header bytes')).toBe(pieces.join('').length);
      }),
      { numRuns },
    );
  });
});
