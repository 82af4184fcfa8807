import type { Bytes } from '@bootwright/core';

/** How a FAT file system divides a partition. */
export interface FatCapacity {
  /** Bytes of a cluster: each file takes whole ones. */
  readonly cluster: number;
  /** For files and directories. */
  readonly clusters: number;
}

const sector = 512;
const tables = 2;
const mebibyte = 1024 * 1024;
/** Sectors of the root directory of FAT16, which has 512 entries. */
const rootDirectory = 32;
const mostFat16Clusters = 65_524;
/** Sectors of a track, to whose multiple mkfs.fat cuts the file system, by how many sectors there are. */
const trackOf = (sectors: number): number => (sectors <= 524_288 ? 32 : 63);

/**
 * What fits into a partition that mkfs.fat formats with its defaults, as osbuild runs it (dosfstools, `mkfs.fat.c`): FAT32 from
 * 512 MiB on, FAT16 below.
 */
export function fatCapacity(size: Bytes | number): FatCapacity {
  const all = Math.floor(size / sector);
  const sectors = all - (all % trackOf(all));
  return size >= 512 * mebibyte ? fat32(sectors, size) : fat16(sectors);
}

/** Clusters that a file takes; an empty one takes none. */
export function clustersOf(bytes: number, { cluster }: FatCapacity): number {
  return Math.ceil(bytes / cluster);
}

function fat32(sectors: number, size: number): FatCapacity {
  const gibibytes = size / (1024 * mebibyte);
  const perCluster = gibibytes <= 8 ? 8 : gibibytes <= 16 ? 16 : gibibytes <= 32 ? 32 : 64;
  const clusters = divided(sectors - roundUp(32, perCluster), { perCluster, entry: 4 });
  // The root directory is a file.
  return { cluster: perCluster * sector, clusters: clusters - 1 };
}

function fat16(sectors: number): FatCapacity {
  for (let perCluster = 4; ; perCluster *= 2) {
    const area = sectors - roundUp(1, perCluster) - roundUp(rootDirectory, perCluster);
    const clusters = divided(area, { perCluster, entry: 2 });
    if (clusters <= mostFat16Clusters || perCluster >= 64)
      return { cluster: perCluster * sector, clusters: Math.max(0, clusters) };
  }
}

/** The clusters in an area that also has the tables, of which each begins and ends at a cluster. */
function divided(area: number, { perCluster, entry }: { readonly perCluster: number; readonly entry: number }): number {
  const guess = Math.floor((area * sector + tables * 2 * entry) / (perCluster * sector + tables * entry));
  const table = roundUp(Math.ceil(((guess + 2) * entry) / sector), perCluster);
  return Math.floor((area - tables * table) / perCluster);
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
