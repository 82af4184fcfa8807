import { alternatives, quoted, renderPath, unreachable } from '@bootwright/core';
import type {
  BtrfsPartitionCustomization,
  LogicalVolumeCustomization,
  LvmPartitionCustomization,
  PartitionCustomization,
  PlainPartitionCustomization,
} from '../format/disk-customization.ts';
import { pathProblem } from '../paths/clean-path.ts';
import type { PartitionCheck } from './partition-check.ts';
import { checkPartitionIdentity } from './partition-identity.ts';

export function checkPartition(partition: PartitionCustomization, check: PartitionCheck): void {
  checkPartitionIdentity(partition, check);
  switch (partition.type) {
    case 'plain':
      checkPlain(partition, check);
      break;
    case 'lvm':
      checkLvm(partition, check);
      break;
    case 'btrfs':
      checkBtrfs(partition, check);
      break;
    default:
      unreachable(partition);
  }
}

/** File systems that firmware and boot loaders read (validateFilesystemType of the blueprint library). */
const bootFilesystems = new Map<string, readonly string[]>([
  ['/boot', ['ext4', 'xfs']],
  ['/boot/efi', ['vfat']],
]);

function checkPlain(partition: PlainPartitionCustomization, check: PartitionCheck): void {
  const { fs_type: type, mountpoint } = partition;
  if (type === 'swap' || type === 'none') {
    unmounted(type, mountpoint, check);
    return;
  }
  checkMountpoint(mountpoint, check);
  if (type === undefined) {
    filesystemMissing(check, ['ext4', 'xfs', 'vfat', 'swap', 'none']);
    return;
  }
  const readable = mountpoint === undefined ? undefined : bootFilesystems.get(mountpoint);
  if (readable !== undefined && !readable.includes(type)) {
    check.findings.add([...check.place, 'fs_type'], {
      code: 'blueprint/filesystem-type',
      message: `${mountpoint} cannot be ${type}`,
      hint: `use ${alternatives(readable)}`,
    });
  }
}

function checkLvm(partition: LvmPartitionCustomization, check: PartitionCheck): void {
  if (partition.name !== undefined) {
    takeName(check.taken.volumeGroups, partition.name, 'volume group', check);
  }
  const names = new Map<string, string>();
  for (const [index, volume] of (partition.logical_volumes ?? []).entries()) {
    const below = { ...check, place: [...check.place, 'logical_volumes', index] };
    if (volume.name !== undefined) takeName(names, volume.name, 'logical volume', below);
    if (volume.mountpoint === '/boot' || volume.mountpoint === '/boot/efi') needsPlain(volume.mountpoint, below);
    checkLogicalVolume(volume, below);
    if (volume.fs_type === 'swap' && check.options.volumesAfterSwap !== 'checked') return;
  }
}

function checkLogicalVolume(volume: LogicalVolumeCustomization, check: PartitionCheck): void {
  if (volume.fs_type === 'swap') {
    unmounted('swap', volume.mountpoint, check);
    return;
  }
  checkMountpoint(volume.mountpoint, check);
  if (volume.fs_type === undefined) filesystemMissing(check, ['ext4', 'xfs', 'vfat', 'swap']);
}

function checkBtrfs(partition: BtrfsPartitionCustomization, check: PartitionCheck): void {
  const subvolumes = partition.subvolumes ?? [];
  if (subvolumes.length === 0) {
    const hint = 'list them under subvolumes, each with name and mountpoint';
    check.findings.add(check.place, { code: 'blueprint/missing', message: 'a btrfs partition needs subvolumes', hint });
  }
  const names = new Map<string, string>();
  for (const [index, subvolume] of subvolumes.entries()) {
    const below = { ...check, place: [...check.place, 'subvolumes', index] };
    takeName(names, subvolume.name, 'subvolume', below);
    checkMountpoint(subvolume.mountpoint, below);
    if (subvolume.mountpoint === '/boot/efi') needsPlain(subvolume.mountpoint, below);
  }
}

function checkMountpoint(mountpoint: string | undefined, check: PartitionCheck): void {
  const { place, findings, taken } = check;
  if (mountpoint === undefined) {
    const hint = 'give one, or set fs_type to "swap" or, on a plain partition, "none"';
    findings.add(place, { code: 'blueprint/mountpoint', message: 'a file system needs a mountpoint', hint });
    return;
  }
  const wrong = pathProblem(mountpoint);
  if (wrong !== undefined) {
    const message = `the mount point ${quoted(mountpoint)} ${wrong.problem}`;
    findings.add([...place, 'mountpoint'], { code: 'blueprint/mountpoint', message, hint: wrong.hint });
    return;
  }
  take(taken.mountpoints, mountpoint, check, { key: 'mountpoint', noun: 'mount point', hint: 'mount each once' });
}

function unmounted(type: string, mountpoint: string | undefined, { place, findings }: PartitionCheck): void {
  if (mountpoint === undefined) return;
  const message = `${type} is not mounted, and yet it has the mount point ${quoted(mountpoint)}`;
  const hint = 'leave the mountpoint out, or choose a file system';
  findings.add([...place, 'mountpoint'], { code: 'blueprint/mountpoint', message, hint });
}

function needsPlain(mountpoint: string, { place, findings }: PartitionCheck): void {
  const message = `${mountpoint} must be a plain partition, which the boot loader can read`;
  const hint = 'give it a partition of its own, without a type';
  findings.add([...place, 'mountpoint'], { code: 'blueprint/mountpoint', message, hint });
}

function filesystemMissing({ place, findings }: PartitionCheck, types: readonly string[]): void {
  const message = 'fs_type is missing';
  findings.add(place, { code: 'blueprint/filesystem-type', message, hint: `use ${alternatives(types)}` });
}

function takeName(names: Map<string, string>, name: string, of: string, check: PartitionCheck): void {
  take(names, name, check, { key: 'name', noun: `${of} name`, hint: 'give each its own name' });
}

/** Notes whose the value is, such as of `partitions[0].subvolumes[1]`; a fault where it is another's already. */
function take(
  owners: Map<string, string>,
  value: string,
  { place, findings }: PartitionCheck,
  { key, noun, hint }: { readonly key: string; readonly noun: string; readonly hint: string },
): void {
  const owner = owners.get(value);
  if (owner === undefined) return void owners.set(value, renderPath(place.slice(1)));
  const message = `the ${noun} ${quoted(value)} is already that of ${owner}`;
  findings.add([...place, key], { code: 'blueprint/duplicate', message, hint });
}
