import { type Stage, stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { openedDevices } from './opened-devices.ts';

/** The logical volumes of each volume group. */
export function logicalVolumes({ plan, rawFilename, disk }: ImageContext): readonly Stage[] {
  return disk.entries.flatMap((entry) => {
    if (entry.kind !== 'lvm') return [];
    const volumes = entry.volumeGroup.logicalVolumes.map(({ name, size }) => ({ name, size: `${size}B` }));
    const devices = openedDevices(plan.disk.table, rawFilename, entry.place.devices);
    return [stage('org.osbuild.lvm2.create', { volumes }, { devices })];
  });
}

/** The names of the volume groups, given at last: until then osbuild's own names keep them apart from the host's. */
export function volumeGroupNames({ plan, rawFilename, disk }: ImageContext): readonly Stage[] {
  return disk.entries.flatMap((entry) => {
    if (entry.kind !== 'lvm') return [];
    const devices = openedDevices(plan.disk.table, rawFilename, entry.place.devices);
    return [stage('org.osbuild.lvm2.metadata', { vg_name: entry.volumeGroup.name }, { devices })];
  });
}
