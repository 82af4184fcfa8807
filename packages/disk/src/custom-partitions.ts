import { type Architecture, bytes, defined, type Location, unreachable } from '@bootwright/core';
import { alignUp, lvmExtent } from './align.ts';
import { espOptions } from './boot-partitions.ts';
import type {
  CustomBtrfs,
  CustomLogicalVolume,
  CustomPartition,
  CustomPlain,
  CustomVolumeGroup,
} from './custom-layout.ts';
import { logicalVolumeName } from './logical-volume-name.ts';
import type {
  Filesystem,
  FilesystemType,
  LogicalVolume,
  Partition,
  Payload,
  Swap,
  VolumeGroup,
} from './partition-table.ts';
import { type PartitionRole, partitionTypeFor } from './partition-types.ts';
import { uniqueName } from './unique-name.ts';

interface Context {
  readonly tableType: 'gpt' | 'dos';
  readonly architecture: Architecture;
  readonly defaultFilesystem: FilesystemType;
  /** Of the partition in question. */
  readonly at: Location;
}

/** The partition that `wish` asks for; `others` are those before it, whose names it does not take. */
export function customPartition(wish: CustomPartition, others: readonly Partition[], context: Context): Partition {
  const { partType, partUuid, partLabel, minimumSize } = wish;
  const type = partType ?? partitionTypeFor(context.tableType, roleOf(wish), context.architecture);
  const payload = payloadOf(wish, others, context);
  return {
    start: bytes(0),
    size: minimumSize,
    type,
    ...defined({ uuid: partUuid, label: partLabel, payload }),
  };
}

function roleOf(wish: CustomPartition): PartitionRole {
  switch (wish.kind) {
    case 'lvm':
      return 'lvm';
    case 'btrfs':
      return 'data';
    case 'plain':
      return plainRole(wish);
    default:
      return unreachable(wish);
  }
}

function plainRole({ mountpoint, fsType }: CustomPlain): PartitionRole {
  switch (mountpoint) {
    case '/':
      return 'root';
    case '/usr':
      return 'usr';
    case '/boot':
      return 'boot';
    case '/boot/efi':
      return 'esp';
    default:
      return fsType === 'swap' ? 'swap' : 'data';
  }
}

function payloadOf(wish: CustomPartition, others: readonly Partition[], context: Context): Payload | undefined {
  switch (wish.kind) {
    case 'plain':
      return wish.fsType === 'none' ? undefined : leaf(wish, context);
    case 'lvm':
      return volumeGroup(wish, others, context);
    case 'btrfs':
      return { kind: 'btrfs', subvolumes: wish.subvolumes.map((subvolume) => btrfsSubvolume(subvolume)) };
    default:
      return unreachable(wish);
  }
}

function leaf(wish: CustomPlain | CustomLogicalVolume, { defaultFilesystem }: Context): Filesystem | Swap {
  const { mountpoint, label, fsType = defaultFilesystem } = wish;
  const labelled = label === undefined ? {} : { label };
  if (fsType === 'swap') return { kind: 'swap', ...labelled, fstab: { options: 'defaults' } };
  const options = mountpoint === '/boot/efi' && 'kind' in wish ? espOptions : 'defaults';
  const mounted = mountpoint === undefined ? {} : { mountpoint };
  return { kind: 'filesystem', type: fsType, ...labelled, ...mounted, fstab: { options } };
}

function btrfsSubvolume({ name, mountpoint }: CustomBtrfs['subvolumes'][number]) {
  return { name, size: bytes(0), mountpoint };
}

function volumeGroup(wish: CustomVolumeGroup, others: readonly Partition[], context: Context): VolumeGroup {
  const logicalVolumes: LogicalVolume[] = [];
  for (const [index, volume] of wish.logicalVolumes.entries()) {
    const at = { ...context.at, path: [...(context.at.path ?? []), 'logical_volumes', index] };
    const payload = leaf(volume, context);
    const what = payload.kind === 'swap' ? 'swap' : (payload.mountpoint ?? '');
    const name = volume.name ?? logicalVolumeName(what, logicalVolumes, at);
    logicalVolumes.push({ name, size: alignUp(volume.minimumSize, lvmExtent), payload });
  }
  const name = wish.name ?? freeGroupName(others, context.at);
  return { kind: 'lvm', name, description: 'created via lvm2 and osbuild', logicalVolumes };
}

/** `vg00` is the first: the bare `vg` is never used. */
function freeGroupName(others: readonly Partition[], at: Location): string {
  const taken = others.flatMap(({ payload }) => (payload?.kind === 'lvm' ? [payload.name] : []));
  return uniqueName('vg', new Set(['vg', ...taken]), at);
}
