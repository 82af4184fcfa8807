/** The layout and file systems of a disk by the stages of a manifest. Offsets and sizes are in bytes. */
export interface DiskRecipe {
  readonly size: number;
  readonly tableUuid: string;
  readonly partitions: readonly PartitionRecipe[];
}

/** A partition of a GUID partition table, in the order of their numbers. */
export interface PartitionRecipe {
  readonly start: number;
  readonly size: number;
  /** GUID of its type. */
  readonly type: string;
  readonly uuid: string;
  readonly bootable: boolean;
  /** Absent: it is not formatted. */
  readonly filesystem?: FilesystemRecipe;
  /** Where it is mounted while bootc installs; absent: it stays empty. */
  readonly mountpoint?: string;
}

export type FilesystemRecipe =
  | { readonly kind: 'fat'; readonly volumeId: string; readonly label?: string }
  | { readonly kind: 'ext4'; readonly uuid: string; readonly label?: string; readonly verity: boolean };
