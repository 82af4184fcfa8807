import { collectTree, createTree, type NewEntry, treeSource } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { inspectedFiles } from '../inspected-files.ts';
import { findAccounts } from './accounts.ts';

const accounts = (files: Readonly<Record<string, NewEntry>>) =>
  findAccounts(collectTree(treeSource(createTree(files)), inspectedFiles));

const files: Readonly<Record<string, NewEntry>> = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n# a comment:\n\nbroken\n+nis::::::\n',
  'usr/lib/passwd': 'root:x:0:0::/root:/bin/sh\nsystemd-network:x:192:192::/:/usr/sbin/nologin\n',
  'etc/group': 'root:x:0:\nwheel:x:10:core\n',
  'usr/lib/group': { link: 'group.real' },
  'usr/lib/group.real': 'adm:x:4:\nwheel:x:11:\n',
};
const own = {
  users: [{ name: 'root', id: 0 }],
  groups: [
    { name: 'root', id: 0 },
    { name: 'wheel', id: 10 },
  ],
};
const all = {
  users: [...own.users, { name: 'systemd-network', id: 192, isReadOnly: true }],
  groups: [{ name: 'adm', id: 4, isReadOnly: true }, ...own.groups],
};

test.each<readonly [string, string, unknown]>([
  [
    'those of /usr/lib where nsswitch.conf has altfiles',
    'passwd: files altfiles systemd\ngroup:\tfiles [SUCCESS=merge] altfiles\n',
    all,
  ],
  [
    'of users alone, where only they have it',
    'passwd: altfiles\ngroup: files # altfiles\n',
    { ...own, users: all.users },
  ],
  ['not those of /usr/lib where nothing looks for them', 'passwd: files\ngroup: files systemd\n', own],
])('users and groups are those of /etc and %s', (_, text, expected) => {
  expect(accounts({ ...files, 'etc/nsswitch.conf': text })).toEqual(expected);
});

test('those of /usr/lib do not count where nothing looks for them', () => {
  expect(accounts(files)).toEqual(own);
});

test('nsswitch.conf of /usr/etc counts where there is none in /etc', () => {
  const vendor = { 'usr/etc/nsswitch.conf': 'passwd: files altfiles\ngroup: files altfiles\n' };
  expect(accounts({ ...files, ...vendor })).toEqual(all);
  expect(accounts({ ...files, ...vendor, 'etc/nsswitch.conf': 'passwd: files\n' })).toEqual(own);
});

test.each<readonly [string, Readonly<Record<string, NewEntry>>, boolean | undefined]>([
  ['yes in login.defs', { 'etc/login.defs': '# USERGROUPS_ENAB no\nUSERGROUPS_ENAB yes\n' }, true],
  ['no in login.defs of openSUSE', { 'usr/etc/login.defs': 'USERGROUPS_ENAB\t no\n' }, false],
  [
    'yes in /etc and no in /usr/etc',
    { 'etc/login.defs': 'USERGROUPS_ENAB yes\n', 'usr/etc/login.defs': 'USERGROUPS_ENAB no\n' },
    true,
  ],
  ['not there', { 'etc/login.defs': 'UID_MIN 1000\n' }, undefined],
])('USERGROUPS_ENAB is %s', (_, logins, expected) => {
  expect(accounts({ ...files, ...logins })?.userGroups).toBe(expected);
});

test.each<readonly [string, Readonly<Record<string, NewEntry>>, boolean | undefined]>([
  ['yes', { 'etc/login.defs': 'CREATE_HOME yes\n' }, true],
  ['no', { 'etc/login.defs': 'CREATE_HOME no\n', 'usr/etc/login.defs': 'CREATE_HOME yes\n' }, false],
  ['a comment, which is no', { 'etc/login.defs': '# CREATE_HOME yes\n' }, false],
  ['not known without login.defs', {}, undefined],
])('CREATE_HOME is %s', (_, logins, expected) => {
  expect(accounts({ ...files, ...logins })?.createsHomes).toBe(expected);
});

test('login shells are those that exist, also behind links', () => {
  const programs = { bin: { link: 'usr/bin' }, 'usr/bin/bash': '', 'usr/bin/sh': { link: 'bash' } };
  const broken = { 'usr/bin/ksh': { link: '../../etc/alternatives/ksh' } };
  expect(accounts({ ...files, ...programs, ...broken })?.shells).toEqual([
    '/bin/bash',
    '/bin/sh',
    '/usr/bin/bash',
    '/usr/bin/sh',
  ]);
});

test.each<readonly [string, Readonly<Record<string, NewEntry>>]>([
  ['no such files', { 'etc/hostname': 'x' }],
  ['no groups', { 'etc/passwd': 'root:x:0:0:::\n' }],
  ['a directory in their place', { 'etc/passwd/x': '', 'etc/group/x': '' }],
  ['a file that is too long', { 'etc/passwd': 'root:x:0:0:::\n', 'etc/group': 'a:x:1:\n'.repeat(200_000) }],
])('with %s nothing is known', (_, files) => {
  expect(accounts(files)).toBeUndefined();
});
