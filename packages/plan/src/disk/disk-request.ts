import {
  type Customizations,
  checkDisk,
  checkFilesystems,
  checkLayoutChoice,
  type DiskCustomization,
  type FilesystemCustomization,
} from '@bootwright/blueprint';
import { type Fault, inside, type Location } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import type { Counsel } from '../profile/plan-context.ts';

/** What is asked of the layout. */
export type DiskWish = FilesystemWish | OwnTableWish;

/** Least sizes and further file systems, in a layout that is given. */
export interface FilesystemWish {
  readonly kind: 'filesystems';
  readonly filesystems: readonly FilesystemCustomization[];
  /** Absent where nobody asks for any. */
  readonly at?: Location;
}

/** A partition table of one's own. */
export interface OwnTableWish {
  readonly kind: 'disk';
  readonly disk: DiskCustomization;
  readonly at: Location;
}

/** A document that may ask something of the disk. */
export interface Wisher {
  readonly customizations: Customizations;
  /** Of the customizations. */
  readonly at: Location;
}

/** The wishes of the first that has any: naming `filesystem` or `disk`, be they empty, is a wish. */
export function diskWish(wishers: readonly Wisher[]): DiskWish {
  const wisher = chosen(wishers);
  const disk = wisher?.customizations.disk;
  if (wisher === undefined) return { kind: 'filesystems', filesystems: [] };
  const { at } = wisher;
  if (disk !== undefined) return { kind: 'disk', disk, at: inside(at, 'disk') };
  return { kind: 'filesystems', filesystems: wisher.customizations.filesystem ?? [], at: inside(at, 'filesystem') };
}

/** What the wishes are checked against. */
export interface WishedDisk {
  readonly filesystem: FilesystemType;
  /** Of the table that the disk has where the wish names none. */
  readonly tableType: 'gpt' | 'dos';
}

/** What is wrong with the wishes that count. */
export function diskWishFaults(wishers: readonly Wisher[], wished: WishedDisk, counsel: Counsel): readonly Fault[] {
  const wisher = chosen(wishers);
  if (wisher === undefined) return [];
  const { customizations, at } = wisher;
  const policy = wished.filesystem === 'btrfs' ? 'root-and-boot' : 'any';
  return [
    ...checkLayoutChoice(customizations, at),
    ...ownTableFaults(wisher, wished.tableType, counsel),
    ...(customizations.disk === undefined ? checkFilesystems(customizations, policy, at) : []),
  ];
}

function ownTableFaults({ customizations, at }: Wisher, tableType: 'gpt' | 'dos', counsel: Counsel): readonly Fault[] {
  const faults = checkDisk(customizations, at, { tableType });
  if (faults.length > 0) return faults;
  const [overlooked, ...others] = checkDisk(customizations, at, { tableType, volumesAfterSwap: 'checked' });
  return overlooked !== undefined && counsel.mends('volumes-after-swap', overlooked.at) ? [overlooked, ...others] : [];
}

function chosen(wishers: readonly Wisher[]): Wisher | undefined {
  return wishers.find(({ customizations: { disk, filesystem } }) => disk !== undefined || filesystem !== undefined);
}
