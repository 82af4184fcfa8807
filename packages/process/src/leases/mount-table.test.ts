import { expect, test } from 'vitest';
import { mountsUnder } from './mount-table.ts';

const table = `22 27 0:21 / /proc rw,relatime - proc proc rw
40 27 0:40 / /work rw - tmpfs none rw
41 40 7:0 / /work/a\\040b rw - ext4 /dev/loop0 rw
42 41 7:1 / /work/a\\040b/boot rw - vfat /dev/loop1 rw
43 27 7:2 / /work2 rw - ext4 /dev/loop2 rw
`;

test.each([
  ['a folder and what is below it', '/work', ['/work/a b/boot', '/work/a b', '/work']],
  ['a mount in a mount', '/work/a b', ['/work/a b/boot', '/work/a b']],
  ['a folder with nothing mounted', '/home', []],
])('the last mounted comes first: %s', (_, folder, expected) => {
  expect(mountsUnder(folder, table)).toEqual(expected);
});
