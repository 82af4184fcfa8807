import { goSort } from '@bootwright/core';
import { type DiskEntry, mountName, type PartitionTable, walk } from '@bootwright/disk';
import {
  bindMount,
  btrfsMount,
  compareKeys,
  type Device,
  type Devices,
  filesystemMount,
  logicalVolumeDevice,
  loopbackDevice,
  type Mount,
  ostreeDeploymentMount,
  sortedRecord,
} from '@bootwright/osbuild';
import { mountedFilesystem } from './mounted-filesystem.ts';

/** How stages reach the file systems of the finished layout. The same objects serve all stages. */
export interface DiskAccess {
  /** All that is on the disk. */
  readonly entries: readonly DiskEntry[];
  readonly devices: Devices;
  /** Every mounted file system, parents before what is mounted in them. */
  readonly mounts: readonly Mount[];
  /** Those that bootc installs to. */
  readonly installMounts: readonly Mount[];
  /** Every file system, and the deployment in place of the tree. */
  readonly deploymentMounts: readonly Mount[];
}

/** The device of the whole disk, as stages name it. */
const whole = 'disk';

const installTargets = ['/', '/boot', '/boot/efi'];

export function diskAccess(table: PartitionTable, filename: string): DiskAccess {
  const entries = walk(table);
  const mounts = goSort(entries.flatMap(mountOf), (a, b) => compareKeys(a.target, b.target));
  return {
    entries,
    devices: devices(table, filename, entries),
    mounts,
    installMounts: mounts.filter(({ target }) => installTargets.includes(target)),
    deploymentMounts: [
      ...mounts,
      ostreeDeploymentMount('ostree.deployment', 'mount'),
      bindMount('bind-ostree-deployment-to-tree', 'mount://', 'tree://'),
    ],
  };
}

function devices(table: PartitionTable, filename: string, entries: readonly DiskEntry[]): Devices {
  const disk = loopbackDevice({ filename, partscan: true, 'sector-size': table.sectorSize });
  const volumes = entries.flatMap((entry): readonly (readonly [string, Device])[] => {
    if (entry.kind !== 'logical-volume') return [];
    const { name } = entry.logicalVolume;
    return [[name, logicalVolumeDevice(whole, { volume: name, vg_partnum: entry.place.number })]];
  });
  return sortedRecord([[whole, disk], ...volumes]);
}

function mountOf(entry: DiskEntry): readonly (Mount & { readonly target: string })[] {
  if (entry.kind !== 'filesystem' && entry.kind !== 'subvolume') return [];
  const { mountpoint } = entry.kind === 'filesystem' ? entry.filesystem : entry.subvolume;
  if (mountpoint === undefined) return [];

  const name = mountName(mountpoint);
  const volume = entry.place.devices.at(-1);
  const place =
    volume?.kind === 'logical-volume'
      ? { name, source: volume.logicalVolume.name, target: mountpoint }
      : { name, source: whole, target: mountpoint, partition: entry.place.number };
  if (entry.kind === 'filesystem') return [filesystemMount(mountedFilesystem(entry.filesystem), place)];
  const { name: subvol, compress = '' } = entry.subvolume;
  return [btrfsMount(place, { subvol, compress })];
}
