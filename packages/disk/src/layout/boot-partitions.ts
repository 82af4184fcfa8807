import { type Architecture, type Bytes, bytes, GiB, MiB, unreachable } from '@bootwright/core';
import type { CustomLayout, CustomPartition } from '../custom/custom-layout.ts';
import type { Partition } from '../table/partition-table.ts';
import { partitionTypeFor } from '../table/partition-types.ts';
import { newFilesystem } from './add-mountpoint.ts';

/** How the machine boots, which decides the partitions that are added for it. */
export type Firmware = 'uefi' | 'hybrid' | 'bios' | 'none';

/** Of a /boot that is added. */
export const bootSize = GiB(1);

/** Of an EFI system partition that is added where the caller gives no size. */
export const defaultEspSize = MiB(200);

/** Mount options of an EFI system partition: nobody but root reads it. */
export const espOptions = 'defaults,uid=0,gid=0,umask=077,shortname=winnt';

/** osbuild/image-builder gives these partitions the same ids on every image (pkg/disk/disk.go). */
const fixedIds = {
  biosBoot: 'FAC7F1FB-3E8D-4137-A512-961DE09A5549',
  esp: '68B2905B-DF3E-4FB3-80FA-49D1E773AA33',
  espFilesystem: '7B77-95E7',
} as const;

interface Machine {
  readonly architecture: Architecture;
  readonly firmware: Firmware;
  /** 0: `defaultEspSize`. */
  readonly espSize: Bytes;
}

/** The partitions that the firmware of `machine` boots from, as far as `layout` does not bring them. */
export function firmwarePartitions(
  type: 'gpt' | 'dos',
  layout: CustomLayout,
  { architecture, firmware, espSize }: Machine,
): readonly Partition[] {
  if (firmware === 'none') return [];
  const uefi = bringsEsp(layout) ? [] : [esp(type, espSize === 0 ? defaultEspSize : espSize, architecture)];
  switch (architecture) {
    case 'x86_64':
      if (firmware === 'bios') return [biosBoot(type, architecture)];
      return firmware === 'uefi' ? uefi : [biosBoot(type, architecture), ...uefi];
    case 'aarch64':
    case 'riscv64':
      return uefi;
    case 'ppc64le':
      return [prep(type, architecture)];
    case 's390x':
      return [];
    default:
      return unreachable(architecture);
  }
}

/** A partition for /boot; `fsType` is ext4 or xfs. */
export function bootPartition(type: 'gpt' | 'dos', fsType: string, architecture: Architecture): Partition {
  return {
    start: bytes(0),
    size: bootSize,
    type: partitionTypeFor(type, 'xbootldr', architecture),
    payload: { ...newFilesystem('/boot', fsType), label: 'boot' },
  };
}

/**
 * Whether the root of `layout` will lie where no boot loader reads it, with no /boot elsewhere: on LVM, or on btrfs
 * without a subvolume for /boot next to it. A layout without a root gets it in its volume group or btrfs volume.
 */
export function needsBoot({ partitions }: CustomLayout): boolean {
  return partitions.some(({ kind }) => kind !== 'plain') && !partitions.some(isReadAtBoot);
}

/** Whether the partition has the root or a /boot where boot loaders read it. */
function isReadAtBoot(partition: CustomPartition): boolean {
  if (partition.kind === 'plain') return partition.mountpoint === '/' || partition.mountpoint === '/boot';
  if (partition.kind === 'lvm') return false;
  const mountpoints = partition.subvolumes.map(({ mountpoint }) => mountpoint);
  return mountpoints.includes('/') && mountpoints.includes('/boot');
}

function bringsEsp(layout: CustomLayout): boolean {
  return layout.partitions.some((partition) => partition.kind === 'plain' && partition.mountpoint === '/boot/efi');
}

function biosBoot(type: 'gpt' | 'dos', architecture: Architecture): Partition {
  const partType = partitionTypeFor(type, 'biosBoot', architecture);
  return { start: bytes(0), size: MiB(1), type: partType, bootable: true, uuid: fixedIds.biosBoot };
}

function prep(type: 'gpt' | 'dos', architecture: Architecture): Partition {
  return { start: bytes(0), size: MiB(4), type: partitionTypeFor(type, 'prep', architecture), bootable: true };
}

function esp(type: 'gpt' | 'dos', size: Bytes, architecture: Architecture): Partition {
  return {
    start: bytes(0),
    size,
    type: partitionTypeFor(type, 'esp', architecture),
    uuid: fixedIds.esp,
    payload: {
      kind: 'filesystem',
      type: 'vfat',
      uuid: fixedIds.espFilesystem,
      label: 'ESP',
      mountpoint: '/boot/efi',
      fstab: { options: espOptions, pass: 2 },
    },
  };
}
