import { defined } from '@bootwright/core';
import type { DiskEntry, Filesystem } from '@bootwright/disk';
import { btrfsMount, type Devices, type Stage, stage, treeInput } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { mountedFilesystem } from '../mounted-filesystem.ts';
import { openedDevices } from './opened-devices.ts';

/** File systems, btrfs volumes with their subvolumes, swap areas and raw content, in the order of the disk. */
export function filesystems(context: ImageContext): readonly Stage[] {
  const { plan, rawFilename, disk } = context;
  return disk.entries.flatMap((entry) => {
    const devices = (): Devices => openedDevices(plan.disk.table, rawFilename, entry.place.devices);
    switch (entry.kind) {
      case 'filesystem':
        return [makeFilesystem(entry.filesystem, devices())];
      case 'btrfs':
        return makeBtrfs(entry, devices());
      case 'swap': {
        const { uuid = '', label } = entry.swap;
        return [stage('org.osbuild.mkswap', { uuid, ...defined({ label }) }, { devices: devices() })];
      }
      case 'raw': {
        const inputs = { tree: treeInput(plan.build.targetTree === undefined ? 'build' : 'target') };
        const from = `input://tree/${entry.raw.sourcePath.replace(/^\/+/, '')}`;
        return [stage('org.osbuild.write-device', { from }, { inputs, devices: devices() })];
      }
      default:
        return [];
    }
  });
}

function makeFilesystem(filesystem: Filesystem, devices: Devices): Stage {
  const { uuid = '', label, mkfs } = filesystem;
  const type = mountedFilesystem(filesystem);
  switch (type) {
    case 'ext4': {
      const verity = mkfs?.verity === true ? true : undefined;
      return stage('org.osbuild.mkfs.ext4', { uuid, ...defined({ label, verity }) }, { devices });
    }
    case 'xfs':
      return stage(
        'org.osbuild.mkfs.xfs',
        { uuid, ...defined({ label, agcount: mkfs?.allocationGroups }) },
        { devices },
      );
    case 'fat': {
      const { geometry: given } = mkfs ?? {};
      const geometry = given && { heads: given.heads, 'sectors-per-track': given.sectorsPerTrack };
      const volid = uuid.replaceAll('-', '');
      return stage('org.osbuild.mkfs.fat', { volid, ...defined({ label, geometry }) }, { devices });
    }
  }
}

function makeBtrfs({ btrfs }: DiskEntry & { readonly kind: 'btrfs' }, devices: Devices): readonly Stage[] {
  const { uuid = '', label } = btrfs;
  // The top of the volume is there already.
  const made = btrfs.subvolumes.filter(({ name }) => name !== '');
  const subvolumes = made.map(({ name }) => ({ name: `/${name.replace(/^\/+/, '')}` }));
  const mount = btrfsMount({ name: 'volume', source: 'device', target: '/' }, {});
  return [
    stage('org.osbuild.mkfs.btrfs', { uuid, ...defined({ label }) }, { devices }),
    ...(made.length === 0 ? [] : [stage('org.osbuild.btrfs.subvol', { subvolumes }, { devices, mounts: [mount] })]),
  ];
}
