import type { DocumentPath } from '@bootwright/core';
import type { DiskCustomization } from '../format/disk-customization.ts';
import type { Findings } from './findings.ts';

export interface DiskCheckOptions {
  /** The table that the image has where the disk names none; without it, partition types of either table are taken. */
  readonly tableType?: 'gpt' | 'dos';
  /**
   * Whether logical volumes that follow a swap volume of their group are `checked` for names given twice and for /boot,
   * or taken `as-reference`, which stops looking there and makes a manifest that fails to build. Default:
   * `as-reference`.
   */
  readonly volumesAfterSwap?: 'checked' | 'as-reference';
}

export interface PartitionCheck {
  /** Of the partition, below the customizations. */
  readonly place: DocumentPath;
  readonly disk: DiskCustomization;
  readonly options: DiskCheckOptions;
  readonly taken: Taken;
  readonly findings: Findings;
}

/** What may be there once: names, and whose they are. */
export interface Taken {
  readonly mountpoints: Map<string, string>;
  readonly volumeGroups: Map<string, string>;
}
