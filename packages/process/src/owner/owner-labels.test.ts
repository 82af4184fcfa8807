import { expect, test } from 'vitest';
import { ownerLabels } from './owner-labels.ts';

test('an owner is process and start, and where these mean something', () => {
  expect(ownerLabels({ pid: 7, start: 42, place: 'boot/1' })).toEqual({
    'dev.bootwright.owner': '7:42',
    'dev.bootwright.place': 'boot/1',
  });
});
