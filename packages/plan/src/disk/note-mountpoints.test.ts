import type { Customizations } from '@bootwright/blueprint';
import { GiB, renderPath } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { describe, expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

const part = (mountpoint: string) => ({ type: 'plain', mountpoint, fs_type: 'ext4', minsize: GiB(4) }) as const;
const asked = (...mountpoints: string[]): Customizations => ({ disk: { partitions: mountpoints.map(part) } });

function notes(customizations: Customizations, changes: Parameters<typeof sampleRequest>[1] = {}): readonly string[] {
  const codes = ['disk/mountpoint', 'disk/layout-replaced'];
  return planImage(sampleRequest(customizations, changes))
    .notices.filter(({ code }) => codes.includes(code))
    .map(({ code, at, message, hint }) => `${code} ${renderPath(at?.path ?? [])}: ${message}. ${hint}`);
}

describe.each(['reference', 'recommended'] as const)('under %s', (profile) => {
  test.each([
    [
      '/home',
      'where /home is a link to /var/home, as in containers made for ostree, systemd mounts nothing behind it. mount it at /var/home',
    ],
    [
      '/opt/app',
      'where /opt is a link to /var/opt, as in containers made for ostree, systemd mounts nothing behind it. mount it at /var/opt/app',
    ],
    [
      '/usr/local/share',
      'where /usr/local is a link to /var/usrlocal, as in containers made for ostree, systemd mounts nothing behind it. mount it at /var/usrlocal/share',
    ],
    ['/tmp/x', 'the booted system mounts a file system of its own at /tmp. mount it below /var'],
    ['/etc/x', 'every upgrade copies /etc to the new deployment. mount it below /var, and link to it from /etc'],
    [
      '/usr/share/x',
      'it hides what the container has there, and upgrades do not reach it. build it into the container',
    ],
    ['/sysroot/x', 'bootc keeps its deployments there, and this hides them. mount it below /var'],
    [
      '/boot/loader/entries',
      'boot loaders read the file system of /boot, and do not find what bootc writes to another one. leave it in /boot',
    ],
    [
      '/data',
      'the root is read-only when systemd mounts it, so the container must already have the directory. create the directory in the container, or mount it below /var',
    ],
    [
      '/efi',
      'the root is read-only when systemd mounts it, so the container must already have the directory. create the directory in the container, or mount it below /var',
    ],
    [
      '/homes',
      'the root is read-only when systemd mounts it, so the container must already have the directory. create the directory in the container, or mount it below /var',
    ],
  ])('%s has a notice at its partition', (mountpoint, reason) => {
    expect(notes(asked('/', mountpoint), { profile })).toEqual([
      `disk/mountpoint customizations.disk.partitions[1]: the mount point "${mountpoint}": ${reason}`,
    ]);
  });

  test('usual mount points have none', () => {
    expect(notes(asked('/', '/var', '/var/home', '/var/lib/containers', '/boot'), { profile })).toEqual([]);
  });

  test.each<Customizations>([{ disk: { type: 'gpt' } }, { disk: { partitions: [] } }])(
    '%j has a notice that it replaces the layout',
    (customizations) => {
      expect(notes(customizations, { profile })).toEqual([
        'disk/layout-replaced customizations.disk: "disk" without partitions replaces the whole layout of the image: the disk has a root of the least size, and what the firmware needs. give partitions and minsize, or remove "disk" to keep the layout',
      ]);
    },
  );
});

test('a sealed image has the notice that nothing mounts there instead', () => {
  expect(notes(asked('/', '/home'), { container: sealedContainer })).toEqual([]);
});

const noted = ['disk/mountpoint customizations.disk.partitions[1]'];

test.each<readonly [string, string, readonly string[]]>([
  ['fstab', '/home', []],
  ['fstab', '/opt/app', []],
  ['fstab', '/tmp/x', ['disk/mountpoint customizations.disk.partitions[1]']],
  ['units', '/home', ['disk/mountpoint customizations.disk.partitions[1]']],
  ['none', '/home', []],
  ...['/var/a b', '/var/a\tb', '/var/a\\040b'].map((path) => ['fstab', path, noted] as const),
  ...['/var/a b', '/var/a\\b', '/var/ä', '/var/a%b'].map(
    (path) => [path.includes('%') ? 'fstab' : 'units', path, []] as const,
  ),
  ...['/var/%i', '/var/a\nb', '/var/a\0'].map((path) => ['units', path, noted] as const),
])('with the mount configuration %s, %s has the notices %j', (configuration, mountpoint, expected) => {
  const text = `mount_configuration: ${configuration}\n`;
  const { os } = sampleContainer;
  const diskDefinition = { file: 'disk.yaml', text, value: parseDiskDefinition(text, { document: 'disk.yaml' }) };
  const container = { ...sampleContainer, os: { ...os, diskDefinition } };
  const found = notes(asked('/', mountpoint), { container });
  expect(found.map((note) => note.replace(/: .*/, ''))).toEqual(expected);
});

const writableDirectories = {
  real: ['/opt', '/mnt'],
  links: [
    { path: '/home', target: '/var/home' },
    { path: '/srv', target: '/var/data/srv' },
  ],
};

test.each([
  ['/home', ['/home is a link to /var/home in the container, and systemd mounts nothing behind a link']],
  ['/srv/www', ['/srv is a link to /var/data/srv in the container, and systemd mounts nothing behind a link']],
  ['/opt', []],
  ['/mnt', []],
  ['/opt/app', ['the root is read-only when systemd mounts it, so the container must already have the directory']],
  [
    '/media',
    ['where /media is a link to /run/media, as in containers made for ostree, systemd mounts nothing behind it'],
  ],
])('%s in a container whose directories are known has the notices %j', (mountpoint, reasons) => {
  const container = { ...sampleContainer, os: { ...sampleContainer.os, writableDirectories } };
  const { notices } = planImage(sampleRequest(asked('/', mountpoint), { container }));
  expect(notices.map(({ message }) => message)).toEqual(
    reasons.map((reason) => `the mount point "${mountpoint}": ${reason}`),
  );
});
