import { expect, test } from 'vitest';
import { parsePaxRecords } from './pax-records.ts';

test('very many numbers of a sparse file are each read once, in their order', () => {
  const count = 600_000;
  const record = (index: number) => {
    const text = ` GNU.sparse.offset=${index % 10}\n`;
    return `${text.length + 2}${text}`;
  };
  const bytes = Buffer.from(Array.from({ length: count }, (_, index) => record(index)).join(''), 'latin1');
  const { sparseNumbers = [] } = parsePaxRecords(bytes, 'layer 1');
  expect(sparseNumbers.length).toBe(count);
  expect(sparseNumbers.slice(0, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
});
