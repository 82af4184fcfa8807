import type { BuildRequest, Profile } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { bytes, GiB, type Location, MiB, type Notice, renderPath } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { describe, expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';
import { planImage } from '../plan-image.ts';

const esp = '{size: 100 MiB, payload_type: filesystem, payload: {type: vfat, mountpoint: /boot/efi}}';
const root = '{size: 4 GiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /}}';

function diskYaml(...partitions: readonly string[]): Partial<BuildRequest> {
  const text = `partition_table:\n  partitions:\n${[esp, ...partitions, root].map((one) => `    - ${one}\n`).join('')}`;
  const value = parseDiskDefinition(text, { document: 'disk.yaml' });
  return {
    container: { ...sampleContainer, os: { ...sampleContainer.os, diskDefinition: { file: 'disk.yaml', value } } },
  };
}

function notes(changes: Partial<BuildRequest>): readonly string[] {
  const { notices } = planImage(sampleRequest({}, { ...changes, profile: 'reference' }));
  return notices.filter(({ code }) => code.startsWith('disk/')).map(shown);
}

function shown({ code, message, at }: Notice): string {
  return `${code} ${place(at)}: ${message}`;
}

function place(at: Location | undefined): string {
  return `${at?.document} ${renderPath(at?.path ?? [])}`;
}

describe('a notice names what makes a build fail, or is of no use', () => {
  test.each<readonly [string, Partial<BuildRequest>, readonly string[]]>([
    [
      'a partition without a size',
      diskYaml('{size: 0}'),
      [
        'disk/no-size disk.yaml partition_table: partition 2 has no size: sfdisk does not create it, and the build fails',
      ],
    ],
    [
      'a file system without a mount point',
      diskYaml('{size: 1 GiB, payload_type: filesystem, payload: {type: xfs}}'),
      [
        'disk/not-mounted disk.yaml partition_table: the xfs file system of partition 2 has no mount point: it is created, and nothing mounts it',
      ],
    ],
    [
      'file systems that systemd mounts by the types of their partitions',
      diskYaml(
        '{size: 1 GiB, type: 933ac7e1-2eb4-4f13-b844-0e14e2aef915, payload_type: filesystem, payload: {type: xfs}}',
        '{size: 1 GiB, type: BC13C2FF-59E6-4262-A352-B275FD6F7172, payload_type: filesystem, payload: {type: vfat}}',
      ),
      [],
    ],
    [
      'malformed UUIDs',
      diskYaml(
        '{size: 1 GiB, uuid: x, payload_type: filesystem, payload: {type: xfs, mountpoint: /var/a, uuid: 7B77-95E7}}',
        '{size: 1 GiB, payload_type: filesystem, payload: {type: vfat, mountpoint: /var/b, uuid: 12345}}'.replace(
          '12345',
          '"12345"',
        ),
      ),
      [
        'disk/uuid disk.yaml partition_table.partitions[1]: partition 2 has the UUID "x", which is not valid: the build fails',
        'disk/uuid disk.yaml partition_table.partitions[1]: /var/a has the UUID "7B77-95E7", which is not valid: the build fails',
        'disk/uuid disk.yaml partition_table.partitions[2]: /var/b has the UUID "12345", which is not valid: the build fails',
      ],
    ],
    [
      'an xfs file system of 299 MiB',
      diskYaml('{size: 299 MiB, payload_type: filesystem, payload: {type: xfs, mountpoint: /var/a}}'),
      [
        'disk/too-small disk.yaml partition_table.partitions[1]: /var/a has 299 MiB: mkfs.xfs needs 300 MiB, and the build fails',
      ],
    ],
    [
      'an xfs file system of 300 MiB',
      diskYaml('{size: 300 MiB, payload_type: filesystem, payload: {type: xfs, mountpoint: /var/a}}'),
      [],
    ],
  ])('%s', (_what, changes, expected) => {
    expect(notes(changes)).toEqual(expected);
  });

  test('at the volume of the blueprint', () => {
    const volume = (name: string, minsize: number) =>
      ({ name, mountpoint: `/var/${name}`, fs_type: 'xfs', minsize: bytes(minsize) }) as const;
    const blueprint = {
      customizations: {
        disk: {
          partitions: [
            { type: 'plain', mountpoint: '/boot', fs_type: 'ext4', minsize: MiB(600) },
            { type: 'lvm', minsize: MiB(9000), logical_volumes: [volume('a', 1), volume('b', MiB(400))] },
          ],
        },
      },
    } as const;
    expect(notes({ blueprint })).toEqual([
      'disk/too-small blueprint customizations.disk.partitions[1].logical_volumes[0]: /var/a has 4 MiB: mkfs.xfs needs 300 MiB, and the build fails',
    ]);
  });
});

describe('a small file system for kernels is noted', () => {
  const boots = ['{size: 100 MiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /boot}}'] as const;
  const onEsp =
    'disk/small-boot disk.yaml partition_table.partitions[0]: /boot/efi has 100 MiB: the kernels and initramfs of two deployments may not fit';
  const onBoot =
    'disk/small-boot disk.yaml partition_table.partitions[1]: /boot has 100 MiB: the kernels and initramfs of two deployments may not fit';
  test.each<readonly [string, Partial<ContainerInfo>, Profile, string]>([
    ['/boot with GRUB', {}, 'reference', onBoot],
    ['the ESP of a sealed container', { unifiedKernel: true, bootloader: 'systemd' }, 'reference', onEsp],
    ['the ESP with systemd-boot and composefs', { bootloader: 'systemd' }, 'recommended', onEsp],
  ])('%s', (_, facts, profile, expected) => {
    const { container = sampleContainer } = diskYaml(...boots);
    const { notices } = planImage(sampleRequest({}, { container: { ...container, ...facts }, profile }));
    expect(notices.filter(({ code }) => code === 'disk/small-boot').map(shown)).toEqual([expected]);
  });
});

test.each<readonly [string, Partial<ContainerInfo>, readonly string[]]>([
  ['boot', {}, []],
  ['/boot', {}, []],
  ['@boot', {}, ['disk/boot-subvolume disk.partitions[0].subvolumes[1]']],
  ['root/boot', {}, ['disk/boot-subvolume disk.partitions[0].subvolumes[1]']],
  [
    '@boot',
    { unifiedKernel: true, bootloader: 'systemd' },
    ['sealed/root-subvolume', 'profile/discoverable-root'].map((code) => `${code} disk.partitions[0].subvolumes[0]`),
  ],
])('/boot is the subvolume %s of a container with %j', (name, facts, expected) => {
  const subvolumes = [
    { name: 'root', mountpoint: '/' },
    { name, mountpoint: '/boot' },
  ];
  const request = sampleRequest(
    { disk: { partitions: [{ type: 'btrfs', minsize: GiB(10), subvolumes }] } },
    { container: { ...sampleContainer, defaultRootFs: 'btrfs', ...facts }, profile: 'reference' },
  );
  expect(noticePlaces(request)).toEqual(expected);
});
