import { renderLocation } from '@bootwright/core';
import { expect, it } from 'vitest';
import { parseCustomizationsValue } from '../parse-value.ts';
import { checkNodes } from './check-nodes.ts';

const at = { document: 'blueprint', path: ['customizations'] };

const faultsOf = (customizations: unknown): readonly string[] =>
  checkNodes(parseCustomizationsValue(customizations, at), at).map(
    (fault) => `${renderLocation(fault.at ?? {}).replace('blueprint: customizations.', '')} ${fault.message}`,
  );

it.each(['/etc', '/etc/app.d', '/etc/a/b/c'])('takes the directory %s', (path) => {
  expect(faultsOf({ directories: [{ path, mode: '0755', user: 'root', group: 0, ensure_parents: true }] })).toEqual([]);
});

it.each(['/etc/motd', '/root/.bashrc', '/usr/local/bin/tool', '/usr/local/sbin/tool', '/etc/fstab.d/x', '/etcetera/x'])(
  'checks the file %s by the longest path that leads to it',
  (path) => {
    const expected = path.startsWith('/etcetera') ? [`files[0].path "${path}" is not allowed here`] : [];
    expect(faultsOf({ files: [{ path, data: 'x', mode: '644' }] })).toEqual(expected);
  },
);

it.each(['/', '', 'etc', '/etc/', '/etc/../x', '/usr/local', '/var/x', '/etc/x//y'])(
  'rejects the directory %j',
  (path) => {
    expect(faultsOf({ directories: [{ path }] })).toHaveLength(1);
  },
);

it.each(['/etc/fstab', '/etc/shadow', '/etc/passwd', '/etc/group', '/usr/local/lib/x', '/boot/x'])(
  'rejects the file %s',
  (path) => {
    expect(faultsOf({ files: [{ path }] })).toEqual([`files[0].path "${path}" is not allowed here`]);
  },
);

it('names every fault', () => {
  const customizations = {
    directories: [
      { path: '/etc/a', mode: '1777', user: '-x', group: 'a.b' },
      { path: '/etc/a' },
      { path: '/etc/f/sub' },
    ],
    files: [
      { path: '/etc/f', uri: 'file:///srv/a' },
      { path: '/etc/f', data: 'x', uri: 'file:///srv/a', mode: '9' },
    ],
  };
  expect(faultsOf(customizations)).toEqual([
    'directories[0].mode the mode "1777" is not three octal digits',
    'directories[0].user "-x" is not a user name',
    'directories[0].group "a.b" is not a group name',
    'directories[1].path the path "/etc/a" is already that of directories[0]',
    'directories[2].path "/etc/f/sub" cannot be below "/etc/f", which is a file here',
    'files[0].uri a file from a URI is not supported on images made of containers',
    'files[1].path the path "/etc/f" is already that of files[0]',
    'files[1].mode the mode "9" is not three octal digits',
    'files[1].uri data and uri are both given, and a file from a URI is not supported',
  ]);
});

it('bounds the length of paths, and with it the time that they take', () => {
  const path = `/etc${'/a'.repeat(1_000_000)}`;
  expect(checkNodes({ files: [{ path }] }, at).map((fault) => fault.code)).toEqual(['blueprint/path']);
});
