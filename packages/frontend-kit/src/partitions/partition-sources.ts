import type { PartitionCustomization } from '@bootwright/blueprint';
import { holdsMountpoint, type PartitionTable } from '@bootwright/disk';

/**
 * For each partition of a table the index of the one that asked for it. The planner puts what it adds first, keeps the
 * order of the others, and puts the one with the root last (`customTable`, `layOut` of the disk package).
 */
export function sourcesOf(
  { partitions }: PartitionTable,
  requested: readonly PartitionCustomization[],
): readonly (number | undefined)[] {
  const rootIndex = rootSource(requested);
  const others = requested.map((_, index) => index).filter((index) => index !== rootIndex);
  const isRoot = partitions.map(({ payload }) => holdsMountpoint(payload, '/'));
  const added = isRoot.filter((root) => !root).length - others.length;
  let next = -added;
  return isRoot.map((root) => (root ? rootIndex : others[next++]));
}

/** The partition that has the root: the one that asks for it, or else the first that has volumes. */
function rootSource(requested: readonly PartitionCustomization[]): number | undefined {
  const asking = requested.findIndex(mountsRoot);
  const index = asking >= 0 ? asking : requested.findIndex(({ type }) => type !== 'plain');
  return index < 0 ? undefined : index;
}

function mountsRoot(partition: PartitionCustomization): boolean {
  const held =
    partition.type === 'plain'
      ? [partition]
      : ((partition.type === 'lvm' ? partition.logical_volumes : partition.subvolumes) ?? []);
  return held.some(({ mountpoint }) => mountpoint === '/');
}
