import { thisProcess } from '@bootwright/process';
import { expect, test } from 'vitest';
import { orphanedImages } from './suite-image.ts';

test('of a listing those images are left of which the maker has ended', () => {
  const { pid, start } = thisProcess();
  const ours = (tag: string) => `localhost/bootwright-suite/sealed:${tag}`;
  const listing = [
    ours(`${pid}-${start}`),
    ours(`${pid}-1`),
    ours('latest'),
    'localhost/other:7-1',
    '<none>:<none>',
    '',
  ];
  expect(orphanedImages(listing.join('\n'))).toEqual([ours(`${pid}-1`)]);
});
