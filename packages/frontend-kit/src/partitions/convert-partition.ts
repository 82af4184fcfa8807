import type {
  LogicalVolumeCustomization,
  PartitionCustomization,
  PlainPartitionCustomization,
} from '@bootwright/blueprint';
import { bytes, defined, Fault, MiB, unreachable } from '@bootwright/core';
import type { SubvolumeCustomization, VolumeFilesystem } from './disk-operation.ts';

/** What a partition contains, whatever its type. */
interface Content {
  readonly name?: string;
  readonly mountpoint?: string;
  readonly label?: string;
  /** Absent: btrfs. */
  readonly filesystem?: VolumeFilesystem;
  readonly minsize: number;
}

/** The partition as one of another type with the same content; its type GUID is then that of its new content. */
export function convertPartition(
  partition: PartitionCustomization,
  to: PartitionCustomization['type'],
  filesystem: VolumeFilesystem = 'ext4',
): PartitionCustomization {
  if (partition.type === to) return partition;
  const { minsize, part_label, part_uuid } = partition;
  const base = { minsize, ...defined({ part_label, part_uuid }) };
  const contents = contentsOf(partition);
  switch (to) {
    case 'plain':
      return plainOf(base, contents, filesystem);
    case 'lvm':
      return { type: 'lvm', ...base, logical_volumes: contents.map((content) => volumeOf(content, filesystem)) };
    case 'btrfs':
      return { type: 'btrfs', ...base, subvolumes: subvolumesOf(contents) };
    default:
      return unreachable(to);
  }
}

type Base = Pick<PartitionCustomization, 'minsize' | 'part_label' | 'part_uuid'>;

function contentsOf(partition: PartitionCustomization): readonly Content[] {
  const { minsize } = partition;
  switch (partition.type) {
    case 'plain': {
      const { fs_type: type, mountpoint, label } = partition;
      return type === 'none' ? [] : [{ minsize, ...defined({ mountpoint, label, filesystem: type }) }];
    }
    case 'lvm':
      return (partition.logical_volumes ?? []).map(({ fs_type, ...volume }) => ({
        ...volume,
        ...defined({ filesystem: fs_type }),
      }));
    case 'btrfs': {
      // Subvolumes share the volume: as volumes of their own they get even parts of it.
      const subvolumes = partition.subvolumes ?? [];
      const part = Math.floor(minsize / Math.max(subvolumes.length, 1) / MiB(1)) * MiB(1);
      return subvolumes.map((subvolume) => ({ ...subvolume, minsize: part }));
    }
    default:
      return unreachable(partition);
  }
}

function plainOf(base: Base, contents: readonly Content[], filesystem: VolumeFilesystem): PlainPartitionCustomization {
  const [content, ...others] = contents;
  if (others.length > 0) {
    throw new Fault('edit/convert', `a plain partition has one file system, and this one has ${contents.length}`, {
      hint: 'remove or move the others first',
    });
  }
  if (content === undefined) return { type: 'plain', ...base, fs_type: 'none' };
  const { mountpoint, label } = content;
  return { type: 'plain', ...base, ...defined({ mountpoint, label }), fs_type: content.filesystem ?? filesystem };
}

function volumeOf(content: Content, fallback: VolumeFilesystem): LogicalVolumeCustomization {
  const { name, minsize, mountpoint, label, filesystem = fallback } = content;
  return { ...defined({ name }), minsize: bytes(minsize), ...defined({ mountpoint, label }), fs_type: filesystem };
}

function subvolumesOf(contents: readonly Content[]): readonly SubvolumeCustomization[] {
  const taken = new Set<string>();
  return contents.map(({ name, mountpoint }) => {
    if (mountpoint === undefined) {
      throw new Fault('edit/convert', 'btrfs has subvolumes that are mounted, and no swap space', {
        hint: 'remove the swap space, or put it on a partition of its own',
      });
    }
    const wanted = name ?? subvolumeName(mountpoint);
    const free = [wanted, ...Array.from({ length: contents.length }, (_, index) => `${wanted}-${index + 2}`)];
    const chosen = free.find((one) => !taken.has(one)) ?? wanted;
    taken.add(chosen);
    return { name: chosen, mountpoint };
  });
}

/** `root`, `var-log`. */
const subvolumeName = (mountpoint: string): string =>
  mountpoint
    .split('/')
    .filter((step) => step !== '')
    .join('-') || 'root';
