import { expect, test } from 'vitest';
import { ownerLabels, parseOwnedContainers, parseOwner, startInStat } from './engine-owner.ts';

test('an owner stands on its containers as process and start, and where these mean something', () => {
  expect(ownerLabels({ pid: 7, start: 42, place: 'boot/1' })).toEqual([
    'dev.bootwright.owner=7:42',
    'dev.bootwright.place=boot/1',
  ]);
  expect(parseOwner('7:42')).toEqual({ pid: 7, start: 42 });
});

test.each(['', '7', '7:', ':42', '0:1', '-1:4', '07:1', '7:42:1', '7:4x', `${'9'.repeat(11)}:1`])(
  '%j is no owner',
  (text) => expect(parseOwner(text)).toBeUndefined(),
);

test('of a listing only containers with an owner count', () => {
  const id = 'e1f59960047f'.repeat(5);
  expect(parseOwnedContainers(`${id} 7:42\n${id} \n${id} <no value>\n--all 7:42\n\n`)).toEqual([
    { id, pid: 7, start: 42 },
  ]);
});

test('the start of a process is found behind any name that it gives itself', () => {
  const fields = 'S 1 7 7 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 4711 2 3';
  expect(startInStat(`7 (sh) ${fields}`)).toBe(4711);
  expect(startInStat(`7 (a) S 1 (b c) ${fields}`)).toBe(4711);
  expect(startInStat('')).toBeUndefined();
});
