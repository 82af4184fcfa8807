import { expect, test } from 'vitest';
import { parseOwner, renderOwner, startInStat } from './owner.ts';
import { isAlive, thisProcess } from './process-owner.ts';

test('an owner is read as it was written', () => {
  expect(renderOwner({ pid: 7, start: 42 })).toBe('7:42');
  expect(parseOwner('7:42')).toEqual({ pid: 7, start: 42 });
});

test.each(['', '7', '7:', ':42', '0:1', '-1:4', '07:1', '7:42:1', '7:4x', `${'9'.repeat(11)}:1`])(
  '%j is not an owner',
  (text) => expect(parseOwner(text)).toBeUndefined(),
);

test('the start of a process is found behind any name that it gives itself', () => {
  const fields = 'S 1 7 7 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 4711 2 3';
  expect(startInStat(`7 (sh) ${fields}`)).toBe(4711);
  expect(startInStat(`7 (a) S 1 (b c) ${fields}`)).toBe(4711);
  expect(startInStat('')).toBeUndefined();
});

test('this process is alive, and one of its id that was started at another time is not', () => {
  const self = thisProcess();
  expect(isAlive(self)).toBe(true);
  expect(isAlive({ ...self, start: self.start + 1 })).toBe(false);
});
