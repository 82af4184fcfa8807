import { expect, test } from 'vitest';
import { parseOwnedContainers } from './engine-owner.ts';

test('of a listing only containers with an owner count', () => {
  const id = 'e1f59960047f'.repeat(5);
  expect(parseOwnedContainers(`${id} 7:42\n${id} \n${id} <no value>\n--all 7:42\n\n`)).toEqual([
    { id, pid: 7, start: 42 },
  ]);
});
