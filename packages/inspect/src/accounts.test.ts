import { expect, test } from 'vitest';
import { findAccounts } from './accounts.ts';
import { collectTree } from './collect-tree.ts';
import { type DrawnEntry, drawTree } from './tree.ts';
import { treeSource } from './tree-source.ts';

const accounts = (files: Readonly<Record<string, DrawnEntry>>) =>
  findAccounts(collectTree(treeSource(drawTree(files))));

test('users and groups are those of /etc and of nss-altfiles in /usr/lib, each once', () => {
  expect(
    accounts({
      'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n# a comment:\n\nbroken\n',
      'usr/lib/passwd': 'root:x:0:0::/root:/bin/sh\nsystemd-network:x:192:192::/:/usr/sbin/nologin\n',
      'etc/group': 'root:x:0:\nwheel:x:10:core\n',
      'usr/lib/group': { link: 'group.real' },
      'usr/lib/group.real': 'adm:x:4:\n',
    }),
  ).toEqual({ users: ['root', 'systemd-network'], groups: ['adm', 'root', 'wheel'] });
});

test.each<readonly [string, Readonly<Record<string, DrawnEntry>>]>([
  ['no such files', { 'etc/hostname': 'x' }],
  ['no groups', { 'etc/passwd': 'root:x:0:0:::\n' }],
  ['a directory in their place', { 'etc/passwd/x': '', 'etc/group/x': '' }],
  ['a file that is too long', { 'etc/passwd': 'root:x:0:0:::\n', 'etc/group': 'a:x:1:\n'.repeat(200_000) }],
])('with %s nothing is known', (_, files) => {
  expect(accounts(files)).toBeUndefined();
});
