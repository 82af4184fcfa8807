import type { Customizations } from '@bootwright/blueprint';
import type { BuildRequest } from '@bootwright/build-request';
import { Fault, GiB } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { describe, expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

const diskYaml = (text: string): Partial<BuildRequest> => {
  const value = parseDiskDefinition(text, { document: 'disk.yaml' });
  return {
    container: { ...sampleContainer, os: { ...sampleContainer.os, diskDefinition: { file: 'disk.yaml', value } } },
  };
};

const partitions = (payload: string, others = ''): Partial<BuildRequest> =>
  diskYaml(`partition_table:
  partitions:
    - {size: 100 MiB, payload_type: filesystem, payload: {type: vfat, mountpoint: /boot/efi${others}}}
    - {size: 4 GiB, ${payload}}
`);

const root = { mountpoint: '/', fs_type: 'ext4', minsize: GiB(4) } as const;
const plain = (part: object): Customizations => ({ disk: { partitions: [{ type: 'plain', ...root, ...part }] } });
const volumes = (...logical_volumes: { name: string; size?: number }[]): Customizations => ({
  disk: {
    partitions: [
      {
        type: 'lvm',
        minsize: GiB(9),
        logical_volumes: [
          { ...root, name: 'root' },
          ...logical_volumes.map(({ name, size = 1 }) => ({ name, fs_type: 'swap' as const, minsize: GiB(size) })),
        ],
      },
    ],
  },
});

/** The codes of the faults, or those of the notices with what they are about. */
function outcome(customizations: Customizations, changes: Partial<BuildRequest>): readonly string[] {
  try {
    const { notices } = planImage(sampleRequest(customizations, changes));
    return notices.filter(({ code }) => code === 'profile/rejected-value').map(({ code }) => code);
  } catch (error) {
    if (error instanceof Fault) return error.all().map(({ code }) => code);
    throw error;
  }
}

const ext4Root = 'payload_type: filesystem, payload: {type: ext4, mountpoint: /';

describe('a value that osbuild rejects', () => {
  test.each<readonly [string, string, Customizations, Partial<BuildRequest>]>([
    ['a label of 17 characters on ext4', 'disk/label', plain({ label: '12345678901234567' }), {}],
    ['a label of 13 characters on xfs', 'disk/label', plain({ fs_type: 'xfs', label: '1234567890123' }), {}],
    ['a label of 12 characters on vfat', 'disk/label', {}, partitions(`${ext4Root}}`, ', label: "123456789012"')],
    ['an attribute beyond 63', 'disk/attributes', {}, partitions(`attrs: [64], ${ext4Root}}`)],
    ['an attribute twice', 'disk/attributes', {}, partitions(`attrs: [1, 1], ${ext4Root}}`)],
    ['a logical volume that is called 7', 'disk/volume-name', volumes({ name: '7' }), {}],
    ['a logical volume without a size', 'disk/empty-volume', volumes({ name: 'a', size: 0 }), {}],
    ['a user with a blank', 'blueprint/account-name', { user: [{ name: 'a b' }] }, {}],
    ['a key for a user with a blank', 'blueprint/account-name', { sshkey: [{ user: 'a b', key: 'x' }] }, {}],
    ['a group with a dash first', 'blueprint/account-name', { group: [{ name: '-a' }] }, {}],
    ['a group of 33 characters', 'blueprint/account-name', { group: [{ name: 'a'.repeat(33) }] }, {}],
    ['a directory with a line break', 'blueprint/path', { directories: [{ path: '/etc/a\nb' }] }, {}],
    [
      'permissions of a file with a line break',
      'blueprint/path',
      { files: [{ path: '/etc/a\u2028', mode: '600' }] },
      {},
    ],
  ])('%s is noted under reference, and a fault %s under recommended', (_what, code, customizations, changes) => {
    expect(outcome(customizations, { ...changes, profile: 'reference' })).toEqual(['profile/rejected-value']);
    expect(outcome(customizations, changes)).toEqual([code]);
  });

  test.each<readonly [string, Customizations, Partial<BuildRequest>]>([
    [
      'labels that just fit',
      plain({ label: '1234567890123456' }),
      partitions(`${ext4Root}}`, ', label: "12345678901"'),
    ],
    ['a label of 16 characters outside of the BMP', plain({ label: '😀'.repeat(16) }), {}],
    ['attributes 0 and 63', {}, partitions(`attrs: [0, 63], ${ext4Root}}`)],
    ['a logical volume that is called 9x', volumes({ name: '9x' }), {}],
    ['a file with a line break and no permissions', { files: [{ path: '/etc/a\nb', data: 'x' }] }, {}],
    ['accounts with dots and underscores', { user: [{ name: '_a.b-c' }], group: [{ name: '.a' }] }, {}],
  ])('%s: neither noted nor a fault', (_what, customizations, changes) => {
    expect(outcome(customizations, { ...changes, profile: 'reference' })).toEqual([]);
    expect(outcome(customizations, changes)).toEqual([]);
  });

  test.each<readonly [string, Customizations, Partial<BuildRequest>]>([
    [
      'a mount unit needs escapes',
      {
        disk: {
          partitions: [
            { type: 'plain', ...root },
            { type: 'plain', ...root, mountpoint: '/var/a b' },
          ],
        },
      },
      {},
    ],
    [
      'a file system is mounted nowhere',
      {},
      partitions(`payload_type: filesystem, payload: {type: xfs}}\n    - {size: 4 GiB, ${ext4Root}}`),
    ],
  ])('is a fault under reference as well where %s, on which the reference panics', (_what, customizations, changes) => {
    const asked = { ...customizations, user: [{ name: 'a b' }] };
    const container = { ...(changes.container ?? sampleContainer), bootloader: 'zipl' };
    expect(outcome(customizations, { ...changes, profile: 'reference' })).toEqual([]);
    expect(outcome(asked, { ...changes, container, profile: 'reference' })).toEqual([
      'boot/bootloader',
      'blueprint/account-name',
    ]);
  });
});
