import type { DiskCustomization, PartitionCustomization } from '@bootwright/blueprint';
import { bytes, type DocumentPath, defined, unreachable } from '@bootwright/core';
import type { HostedDisk } from './hosted-disk.ts';
import type { Losses } from './losses.ts';

type HostedPartition = HostedDisk['partitions'][number];

/** A blueprint needs the least size of each partition; the service does not. */
const noSize = bytes(0);

/** The disk of a blueprint. Every partition and volume of it has a size. */
export function diskOnPrem({ type, minsize, partitions }: HostedDisk): DiskCustomization {
  return { ...defined({ type, minsize }), partitions: partitions.map(partitionOnPrem) };
}

function partitionOnPrem(partition: HostedPartition): PartitionCustomization {
  const { minsize = noSize, ...others } = partition;
  switch (others.type) {
    case 'plain':
    case 'btrfs':
      return { ...others, minsize };
    case 'lvm':
      return {
        ...others,
        minsize,
        logical_volumes: others.logical_volumes.map((volume) => ({ ...volume, minsize: volume.minsize ?? noSize })),
      };
    default:
      return unreachable(others);
  }
}

const ofTable = { why: 'the service has no such option of disks' };
const ofPartition = { why: 'the service chooses it' };
const withoutType = { why: 'the service needs fs_type, and makes no empty partitions', hint: 'give it a file system' };

/** The disk of the service. */
export function diskHosted(disk: DiskCustomization, path: DocumentPath, losses: Losses): HostedDisk {
  const { type, minsize, partitions = [], ...rest } = disk;
  losses.allLost(path, rest, ofTable);
  return {
    ...defined({ type, minsize }),
    partitions: partitions.flatMap((partition, index) =>
      partitionHosted(partition, [...path, 'partitions', index], losses),
    ),
  };
}

function partitionHosted(
  partition: PartitionCustomization,
  path: DocumentPath,
  losses: Losses,
): readonly HostedPartition[] {
  const { part_label, part_uuid, ...known } = partition;
  losses.allLost(path, { part_label, part_uuid }, ofPartition);
  const minsize = known.minsize === 0 ? undefined : known.minsize;
  switch (known.type) {
    case 'plain': {
      const { minsize: _, fs_type, ...others } = known;
      if (fs_type !== undefined && fs_type !== 'none') return [{ ...others, ...defined({ minsize }), fs_type }];
      losses.lost(path, withoutType);
      return [];
    }
    case 'lvm': {
      const { minsize: _, logical_volumes: volumes = [], ...others } = known;
      const logical_volumes = volumes.flatMap(({ minsize: least, fs_type, ...volume }, index) => {
        if (fs_type !== undefined) return [{ ...volume, ...(least === 0 ? {} : { minsize: least }), fs_type }];
        losses.lost([...path, 'logical_volumes', index], withoutType);
        return [];
      });
      return [{ ...others, ...defined({ minsize }), logical_volumes }];
    }
    case 'btrfs': {
      const { minsize: _, subvolumes = [], ...others } = known;
      return [{ ...others, ...defined({ minsize }), subvolumes }];
    }
    default:
      return unreachable(known);
  }
}
