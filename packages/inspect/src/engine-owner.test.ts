import { expect, test } from 'vitest';
import { ownerLabels, parseOwnedContainers } from './engine-owner.ts';

test('an owner stands on its containers as process and start, and where these mean something', () => {
  expect(ownerLabels({ pid: 7, start: 42, place: 'boot/1' })).toEqual([
    'dev.bootwright.owner=7:42',
    'dev.bootwright.place=boot/1',
  ]);
});

test('of a listing only containers with an owner count', () => {
  const id = 'e1f59960047f'.repeat(5);
  expect(parseOwnedContainers(`${id} 7:42\n${id} \n${id} <no value>\n--all 7:42\n\n`)).toEqual([
    { id, pid: 7, start: 42 },
  ]);
});
