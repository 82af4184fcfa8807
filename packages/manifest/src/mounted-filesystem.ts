import { Fault } from '@bootwright/core';
import type { Filesystem } from '@bootwright/disk';

/** Types of plain file systems that osbuild both makes and mounts, and the mount that each takes. */
const mounts = { ext4: 'ext4', xfs: 'xfs', vfat: 'fat' } as const;

export type MountType = (typeof mounts)[keyof typeof mounts];

/** The mount that a file system takes; the fault `disk/filesystem` where osbuild makes none of that type. */
export function mountedFilesystem(filesystem: Filesystem): MountType {
  const { type, mountpoint = 'nothing' } = filesystem;
  if (type === 'ext4' || type === 'xfs' || type === 'vfat') return mounts[type];
  const message = `osbuild makes no file system of type ${JSON.stringify(type)} for ${mountpoint}`;
  throw new Fault('disk/filesystem', message, {
    at: { document: 'disk.yaml' },
    hint: `use one of ${Object.keys(mounts).join(', ')}; for btrfs give a volume with subvolumes`,
  });
}
