import { type Bytes, bytes, GiB, type Location } from '@bootwright/core';
import { holdsMountpoint } from '../table/mounted.ts';
import type { PartitionTable } from '../table/partition-table.ts';
import { growMounted } from './grow.ts';
import { noRoot } from './lay-out.ts';

/** What a system needs, whatever the user requests (osbuild/image-builder, pkg/disk/partition_table.go). */
export const defaultMinimumSizes: ReadonlyMap<string, Bytes> = new Map([
  ['/', GiB(1)],
  ['/usr', GiB(2)],
]);

/**
 * The table with room for `sizes` of directories: what a directory is mounted in has at least the sum of the sizes of
 * all directories in it. Fault: `disk/no-root` where no file system contains a directory.
 */
export function withDirectorySizes(
  table: PartitionTable,
  sizes: ReadonlyMap<string, Bytes>,
  at: Location = {},
): PartitionTable {
  const sums = new Map<string, Bytes>();
  for (const [directory, size] of sizes) {
    const mountpoint = mountpointOf(table, directory);
    if (mountpoint === undefined) throw noRoot(at);
    sums.set(mountpoint, bytes((sums.get(mountpoint) ?? 0) + size));
  }
  let grown = table;
  for (const [mountpoint, size] of sums) grown = growMounted(grown, mountpoint, size);
  return grown;
}

function mountpointOf(table: PartitionTable, directory: string): string | undefined {
  for (let path = directory; ; path = parentOf(path)) {
    if (table.partitions.some(({ payload }) => holdsMountpoint(payload, path))) return path;
    if (path === '/' || !path.startsWith('/')) return undefined;
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
