import { expect, test } from 'vitest';
import { WantedPaths } from './wanted-paths.ts';

test('what two paths have in common is one step, and its first place counts', () => {
  const wanted = new WantedPaths();
  wanted.add(['user', 0, 'name']);
  wanted.add(['user', 1]);
  const user = wanted.find(wanted.root, 'user', 5);
  expect([user?.below.size, wanted.isComplete]).toEqual([2, false]);
  wanted.find(user, 0, 7);
  wanted.find(wanted.root, 'user', 20);
  expect(wanted.found(['user', 0, 'name'])).toEqual({ steps: 2, offset: 7 });
  expect(wanted.found(['user', 1])).toEqual({ steps: 1, offset: 5 });
  expect(wanted.found(['group'])).toBeUndefined();
  expect(wanted.find(undefined, 'user', 1)).toBeUndefined();
  wanted.find(user, 1, 30);
  wanted.find(wanted.find(user, 0, 40), 'name', 41);
  expect(wanted.isComplete).toBe(true);
});
