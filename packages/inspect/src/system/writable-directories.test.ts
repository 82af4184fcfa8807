import { collectTree, createTree, type NewEntry, treeSource } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { inspectedFiles } from '../inspected-files.ts';
import { findWritableDirectories } from './writable-directories.ts';

const directories = (files: Readonly<Record<string, NewEntry>>) =>
  findWritableDirectories(collectTree(treeSource(createTree(files)), inspectedFiles));

test('distinguishes links and directories', () => {
  expect(
    directories({
      home: { link: 'var/home' },
      'usr/local': { link: '../var/usrlocal' },
      srv: { link: '/var/srv' },
      'var/srv': { dir: true },
      opt: { dir: true },
      mnt: 'a file',
    }),
  ).toEqual({
    real: ['/opt'],
    links: [
      { path: '/home', target: '/var/home' },
      { path: '/srv', target: '/var/srv' },
      { path: '/usr/local', target: '/var/usrlocal' },
    ],
  });
});

test('nothing is known of a container without them', () => {
  expect(directories({ 'etc/hostname': 'x' })).toBeUndefined();
});
