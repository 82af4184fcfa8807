import { GiB, renderPath } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { expect, test } from 'vitest';
import { sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { plannedDisk } from '../../testing/planned-disk.ts';

const dps = '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709';
const esp = '{size: 100 MiB, payload_type: filesystem, payload: {type: vfat, mountpoint: /boot/efi}}';

/** Notices of both profiles about the root, and the type of its partition under each. */
function planned(...partitions: readonly string[]) {
  const text = `partition_table:\n  partitions:\n${[esp, ...partitions].map((one) => `    - ${one}\n`).join('')}`;
  const value = parseDiskDefinition(text, { document: 'disk.yaml' });
  const container = {
    ...sealedContainer,
    os: { ...sealedContainer.os, diskDefinition: { file: 'disk.yaml', value } },
  };
  return (['reference', 'recommended'] as const).map((profile) => {
    const { plan, notices } = plannedDisk(sampleRequest({}, { container, profile }));
    const about = notices.filter(({ code }) => /root|verity/.test(code));
    const holder = plan.disk.table.partitions.findLast(({ payload }) => payload?.kind !== undefined);
    return [...about.map(({ code, at }) => `${code} ${renderPath(at?.path ?? [])}`), holder?.type?.toUpperCase()];
  });
}

const root = (type: string, filesystem = 'ext4'): string =>
  `{size: 4 GiB, ${type === '' ? '' : `type: ${type}, `}payload_type: filesystem, payload: {type: ${filesystem}, mountpoint: /}}`;

test.each<readonly [string, string, string | undefined]>([
  ['no type', '', undefined],
  ['the type of a root for 32-bit x86', '44479540-f297-41b2-9af7-d131d5f0458a', '44479540-F297-41B2-9AF7-D131D5F0458A'],
  ['the type of a root for aarch64', 'b921b045-1df0-41c3-af44-4c6f280d3fae', 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE'],
])('a root with %s is noted under reference, and gets the right type under recommended', (_, type, kept) => {
  expect(planned(root(type))).toEqual([['profile/discoverable-root partition_table.partitions[1]', kept], [dps]]);
});

test('a root of the right type is not noted, and one of the generic type once', () => {
  expect(planned(root(dps.toLowerCase()))).toEqual([[dps], [dps]]);
  const generic = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';
  expect(planned(root(generic))).toEqual([['profile/sealed-root-type partition_table.partitions[1]', generic], [dps]]);
});

test('two partitions of the type of a root are noted', () => {
  const other = `{size: 1 GiB, type: ${dps}, payload_type: filesystem, payload: {type: ext4, mountpoint: /var/a}}`;
  const noted = ['sealed/several-roots partition_table.partitions[2]', dps];
  expect(planned(other, root(dps))).toEqual([noted, noted]);
});

test('a root without fs-verity is noted', () => {
  const noted = ['sealed/no-verity partition_table.partitions[1]', dps];
  expect(planned(root(dps, 'xfs'))).toEqual([noted, noted]);
});

const btrfs = (...names: readonly string[]): string => {
  const subvolumes = names.map((name, index) => `{name: ${name}, mountpoint: ${['/', '/var/a'][index]}}`);
  return `{size: 4 GiB, type: ${dps}, payload_type: btrfs, payload: {subvolumes: [${subvolumes.join(', ')}]}}`;
};

test.each([
  ['the only subvolume', ['root']],
  ['one of several subvolumes', ['root', 'a']],
])('a root in %s stays there under both profiles, with a notice: the command line may name it', (_, names) => {
  const noted = ['sealed/root-subvolume partition_table.partitions[1]', dps];
  expect(planned(btrfs(...names))).toEqual([noted, noted]);
});

test('the notice about a subvolume says which argument the signed command line needs', () => {
  const { notices } = plannedDisk(
    sampleRequest({}, { container: { ...sealedContainer, defaultRootFs: 'btrfs' }, profile: 'recommended' }),
  );
  expect(notices.filter(({ code }) => code === 'sealed/root-subvolume').map(({ message }) => message)).toEqual([
    'the root is the subvolume "root" of a btrfs volume: without rootflags=subvol=root in the signed command line, the initramfs mounts the top of the volume, and the system does not boot',
  ]);
});

test('a root in the subvolume "/", which is the top, is not noted', () => {
  expect(planned(btrfs('/'))).toEqual([[dps], [dps]]);
});

test('a root in a volume is noted', () => {
  const volume = { name: 'r', mountpoint: '/', fs_type: 'ext4', minsize: GiB(6) } as const;
  const partition = { type: 'lvm', minsize: GiB(8), logical_volumes: [volume] } as const;
  const { notices } = plannedDisk(sampleRequest({ disk: { partitions: [partition] } }, { container: sealedContainer }));
  expect(notices.map(({ code, at }) => [code, renderPath(at?.path ?? [])])).toEqual([
    ['disk/root-not-discoverable', 'customizations.disk.partitions[0].logical_volumes[0]'],
  ]);
});

/** The notices about the root, and the name of its subvolume under the profile recommended. */
function onBtrfs(commandLine: string | undefined, profile: 'reference' | 'recommended' = 'recommended') {
  const unifiedKernelImage = commandLine === undefined ? {} : { commandLine };
  const { plan, notices } = plannedDisk(
    sampleRequest({}, { container: { ...sealedContainer, defaultRootFs: 'btrfs', unifiedKernelImage }, profile }),
  );
  const names = plan.disk.table.partitions.flatMap(({ payload }) =>
    payload?.kind === 'btrfs' ? payload.subvolumes.map(({ name }) => name) : [],
  );
  return [names, notices.flatMap(({ code }) => (code.includes('root-subvolume') ? [code] : []))];
}

test('a root that the signed command line does not look for in a subvolume is the top of the volume', () => {
  expect(onBtrfs('rw quiet')).toEqual([[''], []]);
  expect(onBtrfs('rw quiet', 'reference')).toEqual([['root'], ['profile/sealed-root-subvolume']]);
});

test.each(['rootflags=subvol=root', 'rootflags=compress=zstd:1,subvol=/root'])(
  'a root that the signed command line names by %s stays there, without a notice',
  (argument) => {
    expect(onBtrfs(`rw ${argument}`)).toEqual([['root'], []]);
  },
);

test.each(['rootflags=subvol=other', 'rootflags=subvolid=256', undefined])(
  'a root stays in its subvolume and is noted where the command line may look elsewhere: %s',
  (argument) => {
    expect(onBtrfs(argument)).toEqual([['root'], ['sealed/root-subvolume']]);
  },
);
