import { findImageType } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { candidates, checkMountpoint } from './check-mountpoint.ts';

const imageTypes = [findImageType('qcow2')];

test.each([
  ['/home', '/var/lib/home', 'the root is read-only'],
  ['/opt/app', '/var/opt/app', 'the root is read-only'],
  ['/data', '/var/data', 'the root is read-only'],
  ['data', '/var/data', 'the mount point "data" is not absolute'],
  ['/var', '/var/lib', 'ostree mounts the /var of the deployment'],
  ['/var/home', '/var/lib/home', '/home links to /var/home'],
  ['/var/run', '/var/lib/run', '/var/run is a link to /run'],
  ['/var/mail/x', '/var/spool/mail/x', '/var/mail is a link to /var/spool/mail'],
  ['/boot/grub2', '/boot', 'boot loaders read the file system of /boot'],
  ['/var/lib/data/', '/var/lib/data', 'the mount point "/var/lib/data/" is not canonical'],
])('a file system at %s is rejected, with the reason and %s', (path, nearest, reason) => {
  const check = checkMountpoint(path, { imageTypes });
  expect({ nearest: check.nearest, faults: check.faults.map(({ code }) => code) }).toEqual({
    nearest,
    faults: ['blueprint/mountpoint'],
  });
  expect(check.reason).toMatch(new RegExp(`^${reason}`));
});

test.each([
  ['/home/ann', '/var/home/ann'],
  ['/usr/local', '/var/usrlocal'],
  ['/srv', '/var/srv'],
  ['/etc/app', '/var/etc/app'],
  ['/tmp', '/var/tmp'],
])('a partition at %s is made and noted, with %s as the place that lasts', (path, nearest) => {
  const check = checkMountpoint(path, { imageTypes, customization: 'disk' });
  const codes = [check.faults, check.notices].map((findings) => findings.map(({ code }) => code));
  expect({ codes, nearest: check.nearest }).toEqual({ codes: [[], ['disk/mountpoint']], nearest });
});

test('a mount point without a finding needs no other place', () => {
  expect(checkMountpoint('/var/data', { imageTypes })).toEqual({ faults: [], notices: [] });
});

test('next to a root of btrfs only / and /boot remain', () => {
  const { nearest, reason } = checkMountpoint('/var/data', { imageTypes, rootFilesystem: 'btrfs' });
  expect({ nearest, reason }).toEqual({
    nearest: '/',
    reason: 'the root file system is btrfs, and image-builder makes no further subvolumes in it',
  });
});

test('an ISO has no file systems of its own: no place is better', () => {
  const { faults, notices, nearest } = checkMountpoint('/var/data', { imageTypes: [findImageType('bootc-installer')] });
  const codes = notices.map(({ code }) => code);
  expect({ faults, codes, nearest }).toEqual({ faults: [], codes: ['blueprint/unsupported'], nearest: undefined });
});

test('a sealed container gets the file system, and nothing mounts it', () => {
  const { faults, notices } = checkMountpoint('/var/data', { imageTypes, sealed: true });
  expect({ faults, codes: notices.map(({ code }) => code) }).toEqual({ faults: [], codes: ['sealed/not-mounted'] });
});

test('a deep path has few places close to it, each of which takes a check', () => {
  const near = candidates(`/usr${'/a'.repeat(2000)}`);
  expect(near.length).toBeLessThan(16);
  expect(near.slice(1, 3).map(({ length }) => length)).toEqual([4002, 4000]);
  expect(near.at(-1)).toBe('/');
});
