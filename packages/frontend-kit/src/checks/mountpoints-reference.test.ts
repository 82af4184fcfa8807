import { findImageType } from '@bootwright/image-types';
import { describe, expect, test } from 'vitest';
import { checkMountpoint } from './check-mountpoint.ts';

// Recorded from osbuild/image-builder, commit a1f35083b: for which of these it makes a manifest.

const below = (directory: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${directory}/${name}`);

const usual = [
  ...['/', '/boot'],
  ...below(
    '/var',
    'data lib lib/containers lib/containers/storage log log/audit tmp cache spool opt opt/app homes usr',
  ),
  ...below('/var', '.hidden a-b_c'),
];
const others = [
  ...below('/boot', 'efi grub2'),
  ...below('/var', 'home home/ann lock lock/x mail mail/x mnt mnt/usb roothome roothome/x run run/x srv srv/www'),
  ...below('/var', 'usrlocal usrlocal/bin'),
  ...below('', 'var home home/ann root opt opt/app srv srv/www mnt media usr usr/local usr/share etc etc/app tmp run'),
  ...below('', 'run/x sys proc dev dev/shm sysroot ostree data database bin lib lib64 sbin efi nix app varx bootx'),
];
const malformed = [
  ...['/boot/', '/var/', '/var//data', '/var/./data', '/var/../data', '/var/data/', 'var/data', 'data', './data'],
  ...['//', '/.', '/..', ''],
];
const all = [...usual, ...others, ...malformed];
const rejected = (context: Parameters<typeof checkMountpoint>[1], paths: readonly string[]): readonly string[] =>
  paths.filter((path) => checkMountpoint(path, context).faults.length > 0);

describe.each(['qcow2', 'pxe-tar-xz'])('mount points for %s are rejected where image-builder rejects them', (name) => {
  const imageTypes = [findImageType(name)];

  test.each(['ext4', 'xfs'] as const)('as file systems next to a root of %s', (rootFilesystem) => {
    expect(rejected({ imageTypes, rootFilesystem }, all)).toEqual([...others, ...malformed]);
  });

  test('as file systems next to a root of btrfs', () => {
    const expected = all.filter((path) => path !== '/' && path !== '/boot');
    expect(rejected({ imageTypes, rootFilesystem: 'btrfs' }, all)).toEqual(expected);
  });

  test.each(['ext4', 'xfs'] as const)('as partitions next to a root of %s', (rootFilesystem) => {
    expect(rejected({ imageTypes, rootFilesystem, customization: 'disk' }, all)).toEqual(malformed);
  });
});
