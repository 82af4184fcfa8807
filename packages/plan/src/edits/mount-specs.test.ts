import type { BuildRequest, Profile } from '@bootwright/build-request';
import type { InstallKey, MountSpecs } from '@bootwright/container-facts';
import { GiB, type Location, renderLocation } from '@bootwright/core';
import { type PartitionTable, walk } from '@bootwright/disk';
import { describe, expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { plannedDisk } from '../../testing/planned-disk.ts';

const file = 'usr/lib/bootc/install/90.toml';

function key<T>(value: T, line = 2): InstallKey<T> {
  return { file, line, value };
}

function planned(mountSpecs: MountSpecs, profile: Profile, changes: Partial<BuildRequest> = {}) {
  const { container = sampleContainer } = changes;
  const request = sampleRequest({}, { ...changes, container: { ...container, mountSpecs }, profile });
  const { plan, notices } = plannedDisk(request);
  const ours = notices.filter(({ code }) => /mount-spec|discoverable/.test(code));
  return { table: plan.disk.table, notices: ours.map(({ code, at }) => `${code} ${place(at)}`) };
}

function place(at: Location = {}): string {
  return renderLocation(at);
}

/** Mount points with label, UUID, and the name, UUID and type of the partition. */
function names(table: PartitionTable): Readonly<Record<string, string>> {
  const found = walk(table).flatMap((entry) => {
    if (entry.kind !== 'filesystem' || entry.filesystem.mountpoint === undefined) return [];
    const { label, uuid, mountpoint } = entry.filesystem;
    const { partition } = entry.place;
    return [[mountpoint, [label, uuid, partition.label, partition.uuid, partition.type].join(' ')]];
  });
  return Object.fromEntries(found);
}

const uuid = '2e9f4241-229b-4202-8429-62d2302382e1';
const [before, root] = [names(planned({}, 'reference').table), `${file}:2: install.root-mount-spec`];

function changed(mountSpecs: MountSpecs): readonly string[] {
  const now = names(planned(mountSpecs, 'recommended').table);
  return Object.entries(now).flatMap(([mountpoint, text]) => {
    const old = before[mountpoint]?.split(' ') ?? [];
    return text.split(' ').flatMap((part, index) => (part === old[index] ? [] : [`${mountpoint} ${part}`]));
  });
}

describe('what the install configuration mounts, and the disk does not have', () => {
  test.each<readonly [string, MountSpecs, readonly string[], readonly string[]]>([
    ['a label', { root: key('LABEL=rootfs') }, [`profile/mount-spec ${root}`], ['/ rootfs']],
    ['a link by label', { root: key('/dev/disk/by-label/rootfs') }, [`profile/mount-spec ${root}`], ['/ rootfs']],
    ['a UUID', { root: key(`UUID=${uuid}`) }, [`profile/mount-spec ${root}`], [`/ ${uuid}`]],
    ['the name of a partition', { root: key('PARTLABEL=system') }, [`profile/mount-spec ${root}`], ['/ system']],
    ['the UUID of a partition', { root: key(`PARTUUID=${uuid}`) }, [`profile/mount-spec ${root}`], [`/ ${uuid}`]],
    [
      'a label of /boot',
      { boot: key('LABEL=bootfs') },
      [`profile/mount-spec ${file}:2: install.boot-mount-spec`],
      ['/boot bootfs'],
    ],
    [
      'no root on the command line',
      { root: key('') },
      [`profile/discoverable-root ${root}`],
      ['/ 4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709'],
    ],
    [
      'a root that systemd looks for',
      { root: key('gpt-auto') },
      [`profile/discoverable-root ${root}`],
      ['/ 4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709'],
    ],
    [
      'a root by its type',
      { discoverable: key(true) },
      [
        `disk/discoverable-partitions ${file}:2: install.discoverable-partitions`,
        `profile/discoverable-root ${file}:2: install.discoverable-partitions`,
      ],
      ['/ 4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709'],
    ],
  ])('%s: is noted under reference, and changed under recommended', (_, specs, notices, changes) => {
    expect(planned(specs, 'reference').notices).toEqual(notices);
    expect(names(planned(specs, 'reference').table)).toEqual(before);
    expect(planned(specs, 'recommended').notices).toEqual(notices.filter((text) => !text.startsWith('profile/')));
    expect(changed(specs)).toEqual(changes);
  });

  test.each<readonly [string, MountSpecs, readonly string[]]>([
    ['the label that it has', { root: key('LABEL=root'), boot: key('LABEL=boot') }, []],
    ['nothing for /boot', { boot: key('') }, []],
    ['no discoverable partitions', { discoverable: key(false) }, []],
    ['a device', { root: key('/dev/vda3') }, [`disk/mount-spec ${root}`]],
    ...[
      'rootfs',
      'TYPE=xfs',
      'label=root',
      '/dev/mapper/root',
      'PARTLABEL=',
      'UUID=',
      '/dev/disk/by-label/',
      '/dev/disk/by-id/x',
      'tmpfs',
    ].map((spec): readonly [string, MountSpecs, readonly string[]] => [
      JSON.stringify(spec),
      { root: key(spec) },
      [`disk/mount-spec ${root}`],
    ]),
    ['a label that is too long for ext4', { root: key('LABEL=a-label-of-17-chars') }, [`disk/mount-spec ${root}`]],
    ['a label that /boot has', { root: key('LABEL=boot') }, [`disk/mount-spec ${root}`]],
    ['what is not a UUID', { root: key('UUID=abcd-1234') }, [`disk/mount-spec ${root}`]],
    ['a tag without a value', { root: key('LABEL=') }, [`disk/mount-spec ${root}`]],
  ])('%s: changes nothing under either profile', (_, specs, notices) => {
    expect(planned(specs, 'reference').notices).toEqual(notices);
    expect(planned(specs, 'recommended').notices).toEqual(notices);
    expect(changed(specs)).toEqual([]);
  });

  test.each([
    ['rootfs', 'it is not the name of a device, and the booted system does not find it'],
    ['TYPE=xfs', '"TYPE=" is not a way to name a device, and the booted system does not find it'],
    ['LABEL=', 'nothing is named behind "LABEL=", and the booted system does not find it'],
    ['/dev/vda4', 'the name of a device depends on the machine, and is not checked'],
    ['/dev/mapper/vg-root', 'it is not on a mapped device, and the booted system does not find it'],
  ])('%s has its reason', (spec, reason) => {
    const container = { ...sampleContainer, mountSpecs: { root: key(spec) } };
    const { notices } = plannedDisk(sampleRequest({}, { container }));
    expect(notices.map(({ message }) => message)).toEqual([`${JSON.stringify(spec)} for /: ${reason}`]);
  });

  test.each([
    ['/dev/mapper/my--vg-root', []],
    ['/dev/my-vg/root', []],
    ['/dev/mapper/my-vg-root', [`disk/mount-spec ${root}`]],
    ['/dev/vda3', [`disk/mount-spec ${root}`]],
  ])('the root on a logical volume by the name %s has the notices %j', (spec, expected) => {
    const volume = { name: 'root', mountpoint: '/', fs_type: 'xfs', minsize: GiB(6) } as const;
    const group = { type: 'lvm', name: 'my-vg', minsize: GiB(6), logical_volumes: [volume] } as const;
    const blueprint = { customizations: { disk: { partitions: [group] } } };
    expect(planned({ root: key(spec) }, 'recommended', { blueprint }).notices).toEqual(expected);
  });

  test('a root in a volume has no name or type of a partition', () => {
    const blueprint: BuildRequest['blueprint'] = {
      customizations: {
        disk: {
          partitions: [
            {
              type: 'lvm',
              minsize: GiB(6),
              logical_volumes: [{ name: 'root', mountpoint: '/', fs_type: 'xfs', minsize: GiB(6) }],
            },
          ],
        },
      },
    };
    expect(planned({ root: key('PARTLABEL=root') }, 'recommended', { blueprint }).notices).toEqual([
      `disk/mount-spec ${root}`,
    ]);
    expect(planned({ root: key('') }, 'recommended', { blueprint }).notices).toEqual([
      `disk/root-not-discoverable ${root}`,
    ]);
    const { table } = planned({ root: key('LABEL=sys') }, 'recommended', { blueprint });
    expect(names(table)['/']).toMatch(/^sys /);
  });

  test('bootc does not pass the subvolume of a btrfs root whose device is given', () => {
    const blueprint: BuildRequest['blueprint'] = {
      customizations: {
        disk: {
          partitions: [
            {
              type: 'btrfs',
              minsize: GiB(6),
              subvolumes: [{ name: 'sys', mountpoint: '/' }],
            },
          ],
        },
      },
    };
    const { notices, table } = planned({ root: key('LABEL=r') }, 'recommended', { blueprint });
    expect(notices).toEqual([`disk/mount-spec ${root}`]);
    expect(walk(table).flatMap((entry) => (entry.kind === 'btrfs' ? [entry.btrfs.label] : []))).toEqual(['r']);
  });

  test('the signed command line of a sealed container is not changed by its install configuration', () => {
    const specs: MountSpecs = { root: key('LABEL=rootfs'), boot: key('LABEL=x'), discoverable: key(true) };
    const none = planned({}, 'recommended', { container: sealedContainer });
    expect(planned(specs, 'recommended', { container: sealedContainer })).toEqual(none);
  });
});
