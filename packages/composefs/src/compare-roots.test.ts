import { expect, test } from 'vitest';
import { compareRoots, type RootDifference } from './compare-roots.ts';
import { parseDump } from './dump/parse-dump.ts';

const root = '/ 0 40755 2 0 0 0 1.0 - - -\n';
const differences = (before: string, after: string) => [
  ...compareRoots(parseDump(root + before), parseDump(root + after)),
];

test.each<[string, string, string, readonly RootDifference[]]>([
  ['nothing', '/a 1 100644 1 0 0 0 1.0 - x -\n', '/a 1 100644 1 0 0 0 1.0 - x -\n', []],
  ['a file that one lacks', '/a 1 100644 1 0 0 0 1.0 - x -\n', '', [{ path: '/a', what: 'presence', before: 'file' }]],
  [
    'a directory that is a link',
    '/a 0 40755 2 0 0 0 1.0 - - -\n',
    '/a 1 120755 1 0 0 0 1.0 b - -\n',
    [{ path: '/a', what: 'kind', before: 'directory', after: 'link' }],
  ],
  [
    'content, mode, owner and time',
    '/a 1 100644 1 0 0 0 1.0 - x -\n',
    '/a 1 100600 1 5 6 0 1.7 - y -\n',
    [
      { path: '/a', what: 'content', before: '1 bytes, 78', after: '1 bytes, 79' },
      { path: '/a', what: 'mode', before: '0644', after: '0600' },
      { path: '/a', what: 'owner', before: '0:0', after: '5:6' },
      { path: '/a', what: 'time', before: '1.000000000', after: '1.000000007' },
    ],
  ],
  [
    'an attribute in a directory',
    '/d 0 40755 2 0 0 0 1.0 - - -\n/d/a 0 100644 1 0 0 0 1.0 - - - security.selinux=x\n',
    '/d 0 40755 2 0 0 0 1.0 - - -\n/d/a 0 100644 1 0 0 0 1.0 - - -\n',
    [{ path: '/d/a', what: 'attribute security.selinux', before: '78' }],
  ],
])('lists %s', (_, before, after, expected) => {
  expect(differences(before, after)).toEqual(expected);
});
