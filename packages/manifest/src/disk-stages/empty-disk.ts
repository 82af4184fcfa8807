import { type Partition, type PartitionTable, toSectors } from '@bootwright/disk';
import { loopbackDevice, type Stage, stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';

/** A file of the disk's size. */
export function emptyDisk({ plan, rawFilename }: ImageContext): readonly Stage[] {
  return [stage('org.osbuild.truncate', { filename: rawFilename, size: `${plan.disk.table.size}` })];
}

/** The partition table. */
export function partitions({ plan, rawFilename }: ImageContext): readonly Stage[] {
  const { table } = plan.disk;
  const device = loopbackDevice({
    filename: rawFilename,
    lock: true,
    ...(table.sectorSize === undefined ? {} : { 'sector-size': table.sectorSize }),
  });
  const options = {
    label: table.type,
    uuid: table.uuid ?? '',
    partitions: table.partitions.map((partition) => sfdiskPartition(table, partition)),
  };
  return [stage('org.osbuild.sfdisk', options, { devices: { device } })];
}

function sfdiskPartition(table: PartitionTable, partition: Partition) {
  const { bootable = false, label, type, uuid, attributes = [] } = partition;
  const size = toSectors(table, partition.size);
  const start = toSectors(table, partition.start);
  return {
    ...(bootable ? { bootable } : {}),
    ...(label === undefined ? {} : { name: label }),
    ...(size === 0 ? {} : { size }),
    ...(start === 0 ? {} : { start }),
    ...(type === undefined ? {} : { type }),
    ...(uuid === undefined ? {} : { uuid }),
    ...(attributes.length === 0 ? {} : { attrs: [...attributes] }),
  };
}
