import type { Bytes } from '@bootwright/core';

/** File systems that osbuild makes (`org.osbuild.mkfs.*`). */
export type FilesystemType = 'ext4' | 'xfs' | 'btrfs' | 'vfat';

export const filesystemTypes: readonly FilesystemType[] = ['ext4', 'xfs', 'btrfs', 'vfat'];

/** A disk's layout. Before it is laid out sizes are minima, `start`s are 0 and UUIDs may be absent. */
export interface PartitionTable {
  readonly type: 'gpt' | 'dos';
  /** Of the whole disk. */
  readonly size: Bytes;
  readonly uuid?: string;
  readonly partitions: readonly Partition[];
  /** What starts and sizes are multiples of; 1 MiB by default. */
  readonly grainSize?: Bytes;
  /** Bytes in a sector; 512 by default. Given only where it was asked for: it is then an option of the stage. */
  readonly sectorSize?: number;
  /** Bytes kept free at the end of the disk. */
  readonly extraPadding?: Bytes;
  /** Added to the header, or, where `absoluteStartOffset`, the least start of the first partition. */
  readonly startOffset?: Bytes;
  readonly absoluteStartOffset?: boolean;
  /** Whether the root's partition takes what is left of the disk; true by default. */
  readonly growRoot?: boolean;
  /** Whether an XBOOTLDR /boot may be added; where the table does not say, the caller decides. */
  readonly ensureXbootldr?: boolean;
}

export interface Partition {
  readonly start: Bytes;
  readonly size: Bytes;
  /** A type GUID (gpt) or two hexadecimal digits (dos). */
  readonly type?: string;
  readonly bootable?: boolean;
  readonly uuid?: string;
  /** The partition's name, not its file system's; gpt only. */
  readonly label?: string;
  /** GPT attribute bits. */
  readonly attributes?: readonly number[];
  readonly payload?: Payload;
}

/** Content of a partition. */
export type Payload = Filesystem | Btrfs | VolumeGroup | Swap | Luks | Raw;

/** The entry of a mount in fstab or in a mount unit. */
export interface FstabEntry {
  readonly options?: string;
  readonly frequency?: number;
  readonly pass?: number;
}

export interface Filesystem {
  readonly kind: 'filesystem';
  /** One of `filesystemTypes`; empty: the caller's default, which `withDefaultFilesystem` fills in. */
  readonly type: string;
  /** A UUID; the eight digits of a volume id for vfat, as `7B77-95E7`. */
  readonly uuid?: string;
  readonly label?: string;
  readonly mountpoint?: string;
  readonly fstab: FstabEntry;
  readonly mkfs?: MkfsOptions;
}

export interface MkfsOptions {
  readonly verity?: boolean;
  /** Sectors a track and heads, of a FAT file system. */
  readonly geometry?: { readonly heads: number; readonly sectorsPerTrack: number };
  /** Allocation groups, of an XFS file system. */
  readonly allocationGroups?: number;
}

export interface Btrfs {
  readonly kind: 'btrfs';
  readonly uuid?: string;
  readonly label?: string;
  readonly mountpoint?: string;
  readonly subvolumes: readonly Subvolume[];
}

export interface Subvolume {
  readonly name: string;
  readonly size: Bytes;
  readonly mountpoint?: string;
  readonly groupId?: number;
  /** As `zstd:1`. */
  readonly compress?: string;
  readonly readOnly?: boolean;
  /** The volume's. */
  readonly uuid?: string;
}

export interface VolumeGroup {
  readonly kind: 'lvm';
  readonly name: string;
  readonly description?: string;
  readonly logicalVolumes: readonly LogicalVolume[];
}

export interface LogicalVolume {
  readonly name: string;
  readonly size: Bytes;
  readonly payload?: Payload;
}

export interface Swap {
  readonly kind: 'swap';
  readonly uuid?: string;
  readonly label?: string;
  readonly fstab: FstabEntry;
}

/** An encrypted container, as a container's disk.yaml may describe one. */
export interface Luks {
  readonly kind: 'luks';
  readonly uuid?: string;
  readonly label?: string;
  readonly passphrase?: string;
  readonly cipher?: string;
  readonly subsystem?: string;
  readonly sectorSize?: number;
  /** Argon2id; absent numbers are cryptsetup's own. */
  readonly keyDerivation?: LuksKeyDerivation;
  /** How the container is bound to a key of the machine. */
  readonly clevis?: ClevisBinding;
  readonly payload?: Payload;
}

export interface LuksKeyDerivation {
  readonly iterations?: number;
  /** In KiB. */
  readonly memory?: number;
  readonly parallelism?: number;
}

export interface ClevisBinding {
  readonly pin?: string;
  readonly policy?: string;
  /** Whether the passphrase goes at the end of the build. */
  readonly removePassphrase?: boolean;
}

/** Files that are written to the partition as they are. */
export interface Raw {
  readonly kind: 'raw';
  readonly sourcePath: string;
}
