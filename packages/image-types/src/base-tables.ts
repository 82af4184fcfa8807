import { type Architecture, architectures, bytes, GiB, MiB, partitionTypes } from '@bootwright/core';
import { type FilesystemType, type Partition, type PartitionTable, withDefaultFilesystem } from '@bootwright/disk';

// The layout of osbuild/image-builder, data/distrodefs/bootc-generic/imagetypes.yaml.

const unplaced = { start: bytes(0) };

const biosBoot: Partition = { ...unplaced, size: MiB(1), type: partitionTypes.gpt.biosBoot, bootable: true };

const prepBoot: Partition = { ...unplaced, size: MiB(4), type: partitionTypes.gpt.prep, bootable: true };

const esp: Partition = {
  ...unplaced,
  size: MiB(501),
  type: partitionTypes.gpt.esp,
  payload: {
    kind: 'filesystem',
    type: 'vfat',
    mountpoint: '/boot/efi',
    label: 'EFI-SYSTEM',
    fstab: { options: 'umask=0077,shortname=winnt', pass: 2 },
  },
};

// A file system without a type takes the container's default.

const boot: Partition = {
  ...unplaced,
  size: GiB(1),
  type: partitionTypes.gpt.xbootldr,
  payload: { kind: 'filesystem', type: '', mountpoint: '/boot', label: 'boot', fstab: { options: 'ro' } },
};

const root: Partition = {
  ...unplaced,
  size: GiB(2),
  type: partitionTypes.gpt.data,
  payload: { kind: 'filesystem', type: '', mountpoint: '/', label: 'root', fstab: { options: 'ro' } },
};

const gpt = (...partitions: Partition[]): PartitionTable => ({ type: 'gpt', size: bytes(0), partitions });

/** The base layout of every disk image type, not laid out and with file systems that have no type yet. */
const layouts: Readonly<Partial<Record<Architecture, PartitionTable>>> = {
  x86_64: gpt(biosBoot, esp, boot, root),
  aarch64: gpt(esp, boot, root),
  ppc64le: gpt(prepBoot, boot, root),
  s390x: gpt(boot, root),
};

/** Architectures that disk images exist for. */
export const diskArchitectures: readonly Architecture[] = architectures.filter((name) => name in layouts);

const tables = new Map<string, PartitionTable>();

/** The base layout with that file system for the root (and, but for btrfs, /boot); absent where there is none. */
export function baseTable(architecture: Architecture, filesystem: FilesystemType): PartitionTable | undefined {
  const layout = layouts[architecture];
  if (layout === undefined) return undefined;
  const key = `${architecture} ${filesystem}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const table = withDefaultFilesystem(layout, filesystem);
  tables.set(key, table);
  return table;
}
