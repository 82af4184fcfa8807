import { type Architecture, bytes, defined, inside, type Location, unreachable } from '@bootwright/core';
import { alignUp, lvmExtent } from '../layout/align.ts';
import { espOptions } from '../layout/boot-partitions.ts';
import type {
  Filesystem,
  FilesystemType,
  LogicalVolume,
  Partition,
  Payload,
  Swap,
  VolumeGroup,
} from '../table/partition-table.ts';
import { type PartitionRole, partitionTypeFor } from '../table/partition-types.ts';
import type { CustomLogicalVolume, CustomPartition, CustomPlain, CustomVolumeGroup } from './custom-layout.ts';
import { logicalVolumeName } from './logical-volume-name.ts';
import { uniqueName } from './unique-name.ts';

interface Context {
  readonly tableType: 'gpt' | 'dos';
  readonly architecture: Architecture;
  readonly defaultFilesystem: FilesystemType;
  /** Of the partition in question. */
  readonly at: Location;
}

/** The requested partition; `others` are those before it, whose names it does not take. */
export function customPartition(request: CustomPartition, others: readonly Partition[], context: Context): Partition {
  const { partType, partUuid, partLabel, minimumSize } = request;
  const type = partType ?? partitionTypeFor(context.tableType, roleOf(request), context.architecture);
  const payload = payloadOf(request, others, context);
  return { start: bytes(0), size: minimumSize, type, ...defined({ uuid: partUuid, label: partLabel, payload }) };
}

const rolesByMountpoint: ReadonlyMap<string, PartitionRole> = new Map([
  ['/', 'root'],
  ['/usr', 'usr'],
  ['/boot', 'xbootldr'],
  ['/boot/efi', 'esp'],
]);

function roleOf(request: CustomPartition): PartitionRole {
  if (request.kind !== 'plain') return request.kind === 'lvm' ? 'lvm' : 'data';
  const { mountpoint = '', fsType } = request;
  return rolesByMountpoint.get(mountpoint) ?? (fsType === 'swap' ? 'swap' : 'data');
}

function payloadOf(request: CustomPartition, others: readonly Partition[], context: Context): Payload | undefined {
  switch (request.kind) {
    case 'plain':
      return request.fsType === 'none' ? undefined : leaf(request, context);
    case 'lvm':
      return volumeGroup(request, others, context);
    case 'btrfs':
      return {
        kind: 'btrfs',
        subvolumes: request.subvolumes.map(({ name, mountpoint }) => ({ name, size: bytes(0), mountpoint })),
      };
    default:
      return unreachable(request);
  }
}

function leaf(request: CustomPlain | CustomLogicalVolume, { defaultFilesystem }: Context): Filesystem | Swap {
  const { mountpoint, label, fsType = defaultFilesystem } = request;
  if (fsType === 'swap') return { kind: 'swap', ...defined({ label }), fstab: { options: 'defaults' } };
  const options = mountpoint === '/boot/efi' && 'kind' in request ? espOptions : 'defaults';
  return { kind: 'filesystem', type: fsType, ...defined({ label, mountpoint }), fstab: { options } };
}

function volumeGroup(request: CustomVolumeGroup, others: readonly Partition[], context: Context): VolumeGroup {
  const logicalVolumes: LogicalVolume[] = [];
  for (const [index, volume] of request.logicalVolumes.entries()) {
    const at = inside(context.at, 'logical_volumes', index);
    const payload = leaf(volume, context);
    const what = payload.kind === 'swap' ? 'swap' : (payload.mountpoint ?? '');
    const name = volume.name ?? logicalVolumeName(what, logicalVolumes, at);
    logicalVolumes.push({ name, size: alignUp(volume.minimumSize, lvmExtent), payload });
  }
  const name = request.name ?? freeGroupName(others, context.at);
  return { kind: 'lvm', name, description: 'created via lvm2 and osbuild', logicalVolumes };
}

/** `vg00` is the first: the bare `vg` is never used. */
function freeGroupName(others: readonly Partition[], at: Location): string {
  const taken = others.flatMap(({ payload }) => (payload?.kind === 'lvm' ? [payload.name] : []));
  return uniqueName('vg', new Set(['vg', ...taken]), at);
}
