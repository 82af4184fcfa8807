/** How a disk is laid out and formatted, as the stages of a manifest say it. Places and sizes are in bytes. */
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
  /** Absent: nothing is made in it. */
  readonly filesystem?: FilesystemRecipe;
  /** Where bootc would find it while it installs; absent: nothing is put into it. */
  readonly mountpoint?: string;
}

export type FilesystemRecipe =
  | { readonly kind: 'fat'; readonly volumeId: string; readonly label?: string }
  | { readonly kind: 'ext4'; readonly uuid: string; readonly label?: string; readonly verity: boolean };
