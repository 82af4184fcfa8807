import { defined, largest } from '@bootwright/core';
import { fieldOf, listOf, numberOf, textOf } from '../diff/json-value.ts';
import { type DiskUse, diskUse } from './disk-use.ts';
import { partitionRole, roleOfMountpoint } from './partition-role.ts';
import { byteText, sectorSizeOf } from './size-field.ts';

/** A logical volume of a partition. */
export interface PicturedVolume {
  readonly name: string;
  /** In bytes. */
  readonly size?: number;
  readonly role: string;
  readonly filesystem?: string;
}

/** A partition as the manifest makes and uses it. */
export interface PicturedPartition {
  /** Counted from 1, as mounts refer to it. */
  readonly number: number;
  /** In bytes. */
  readonly start: number;
  /** In bytes; 0 where the table says nothing. */
  readonly size: number;
  /** `ESP`, `root`, a mount point …; where nothing tells, the partition's name or number. */
  readonly role: string;
  /** Whether the role is more than a name or number. */
  readonly known: boolean;
  readonly type?: string;
  /** Such as `ext4`. */
  readonly filesystem?: string;
  readonly volumes: readonly PicturedVolume[];
}

/** The disk that a pipeline makes. */
export interface DiskPicture {
  /** In bytes. */
  readonly size: number;
  /** `gpt` or `dos`. */
  readonly table?: string;
  readonly partitions: readonly PicturedPartition[];
}

/** More than a GPT has: 128 by default. Of a longer table there is no picture. */
const mostPartitions = 256;

const tableMakers: ReadonlySet<string> = new Set(['org.osbuild.sfdisk', 'org.osbuild.sgdisk']);

/**
 * The disk that the pipeline makes; undefined where it writes no partition
 * table, or a longer one than any disk has. Any JSON value has an answer.
 */
export function diskPicture(pipeline: unknown): DiskPicture | undefined {
  const stages = listOf(pipeline, 'stages');
  const maker = stages.find((stage) => tableMakers.has(textOf(stage, 'type') ?? ''));
  if (maker === undefined) return undefined;
  const options = fieldOf(maker, 'options');
  const sector = sectorSizeOf(fieldOf(fieldOf(maker, 'devices'), 'device'));
  if (listOf(options, 'partitions').length > mostPartitions) return undefined;
  const use = diskUse(stages, sector);
  const partitions = listOf(options, 'partitions').map((partition, index) => pictured(partition, index, sector, use));
  const end = largest(partitions.map(({ start, size }) => start + size));
  const table = textOf(options, 'label');
  return { size: Math.max(end, truncatedSize(stages) ?? 0), ...defined({ table }), partitions };
}

function pictured(partition: unknown, index: number, sector: number, use: DiskUse): PicturedPartition {
  const number = numberOf(partition, 'partnum') ?? index + 1;
  const start = (numberOf(partition, 'start') ?? 0) * sector;
  const type = textOf(partition, 'type');
  const place = use.byNumber.get(number) ?? use.byStart.get(start);
  const made = use.byStart.get(start);
  const role = partitionRole(type, place?.mountpoint ?? made?.mountpoint);
  const filesystem = made?.filesystem ?? place?.filesystem;
  return {
    number,
    start,
    size: (numberOf(partition, 'size') ?? 0) * sector,
    role: role ?? textOf(partition, 'name') ?? `${number}`,
    known: role !== undefined,
    ...defined({ type, filesystem }),
    volumes: (use.volumes.get(start) ?? []).slice(0, mostPartitions).map(({ name, size }) => {
      const volume = use.byVolume.get(name);
      return {
        name,
        ...defined({ size }),
        role: roleOfMountpoint(volume?.mountpoint) ?? name,
        ...defined({ filesystem: volume?.filesystem }),
      };
    }),
  };
}

function truncatedSize(stages: readonly unknown[]): number | undefined {
  const stage = stages.find((one) => textOf(one, 'type') === 'org.osbuild.truncate');
  return byteText(textOf(fieldOf(stage, 'options'), 'size') ?? '');
}

/** The partition that begins at that byte. */
export function partitionAt(disk: DiskPicture, start: number): PicturedPartition | undefined {
  return disk.partitions.find((partition) => partition.start === start);
}
