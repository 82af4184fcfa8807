import { type Architecture, bytes, Fault, type Location } from '@bootwright/core';
import { defaultCompression } from '../layout/add-mountpoint.ts';
import { mountsReadOnly } from './fstab.ts';
import { holdsMountpoint } from './mounted.ts';
import type { Btrfs, Partition, PartitionTable } from './partition-table.ts';
import { partitionTypeFor } from './partition-types.ts';

/**
 * The table with its root as a subvolume of a btrfs volume; as it is where the root is one already.
 *
 * Fault: `disk/btrfs-root` where the root is in something that cannot become a btrfs volume.
 */
export function withBtrfsRoot(table: PartitionTable, architecture: Architecture, at: Location = {}): PartitionTable {
  const index = table.partitions.findIndex(({ payload }) => holdsMountpoint(payload, '/'));
  const partition = table.partitions[index];
  const { payload } = partition ?? {};
  if (partition === undefined || payload === undefined || payload.kind === 'btrfs') return table;
  if (payload.kind !== 'filesystem') {
    throw new Fault('disk/btrfs-root', `the root cannot become a btrfs volume inside of ${payload.kind}`, {
      at: { ...at, path: [...(at.path ?? []), 'partitions', index] },
      hint: 'put the root directly on a partition, or choose ext4 or xfs for it',
    });
  }
  const volume: Btrfs = {
    kind: 'btrfs',
    label: 'root',
    subvolumes: [
      {
        name: 'root',
        size: partition.size,
        mountpoint: '/',
        compress: defaultCompression,
        ...(mountsReadOnly(payload.fstab.options) ? { readOnly: true } : {}),
      },
    ],
  };
  const type = partitionTypeFor(table.type, 'root', architecture);
  // The volume's least size is that of its subvolumes, so that the partition's own starts again.
  const wrapped: Partition = { ...partition, size: bytes(0), type, payload: volume };
  return { ...table, partitions: table.partitions.with(index, wrapped) };
}
