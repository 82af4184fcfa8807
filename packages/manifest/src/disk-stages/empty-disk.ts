import { toSectors } from '@bootwright/disk';
import { loopbackDevice, type Stage, sfdiskPartition, stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';

/** A file of the disk's size. */
export function emptyDisk({ plan, rawFilename }: ImageContext): readonly Stage[] {
  return [stage('org.osbuild.truncate', { filename: rawFilename, size: `${plan.disk.table.size}` })];
}

/** The partition table. */
export function partitions({ plan, rawFilename }: ImageContext): readonly Stage[] {
  const { table } = plan.disk;
  const device = loopbackDevice({ filename: rawFilename, lock: true, 'sector-size': table.sectorSize });
  const options = {
    label: table.type,
    uuid: table.uuid ?? '',
    partitions: table.partitions.map(({ bootable, label, size, start, type, uuid, attributes }) =>
      sfdiskPartition({
        bootable,
        name: label,
        size: toSectors(table, size),
        start: toSectors(table, start),
        type,
        uuid,
        attrs: attributes,
      }),
    ),
  };
  return [stage('org.osbuild.sfdisk', options, { devices: { device } })];
}
