import {
  type Customizations,
  checkDisk,
  checkFilesystems,
  checkLayoutChoice,
  type DiskCustomization,
  type FilesystemCustomization,
} from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type Fault, inside, type Location } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';

/** The requested layout. */
export type DiskRequest = FilesystemRequest | OwnTableRequest;

/** Least sizes and further file systems, in a layout that is given. */
export interface FilesystemRequest {
  readonly kind: 'filesystems';
  readonly filesystems: readonly FilesystemCustomization[];
  /** Absent where nobody asks for any. */
  readonly at?: Location;
}

/** A partition table of one's own. */
export interface OwnTableRequest {
  readonly kind: 'disk';
  readonly disk: DiskCustomization;
  readonly at: Location;
}

/** A document with customizations: the blueprint, or one in the container. */
export interface CustomizationSource {
  readonly customizations: Customizations;
  /** Of the customizations. */
  readonly at: Location;
}

/** The request of the first source that has one: naming `filesystem` or `disk` is a request, even if they are empty. */
export function diskRequest(sources: readonly CustomizationSource[]): DiskRequest {
  const source = chosen(sources);
  const disk = source?.customizations.disk;
  if (source === undefined) return { kind: 'filesystems', filesystems: [] };
  const { at } = source;
  if (disk !== undefined) return { kind: 'disk', disk, at: inside(at, 'disk') };
  return { kind: 'filesystems', filesystems: source.customizations.filesystem ?? [], at: inside(at, 'filesystem') };
}

/** What the request is checked against. */
export interface RequestedDisk {
  readonly filesystem: FilesystemType;
  /** Of the table, where the request names none. */
  readonly tableType: 'gpt' | 'dos';
}

/** Faults of the request that counts. */
export function diskRequestFaults(
  sources: readonly CustomizationSource[],
  disk: RequestedDisk,
  context: PlanContext,
): readonly Fault[] {
  const source = chosen(sources);
  if (source === undefined) return [];
  const { customizations, at } = source;
  const policy = disk.filesystem === 'btrfs' ? 'root-and-boot' : 'any';
  return [
    ...checkLayoutChoice(customizations, at),
    ...ownTableFaults(source, disk.tableType, context),
    ...(customizations.disk === undefined ? checkFilesystems(customizations, policy, at) : []),
  ];
}

function ownTableFaults(
  { customizations, at }: CustomizationSource,
  tableType: 'gpt' | 'dos',
  context: PlanContext,
): readonly Fault[] {
  const faults = checkDisk(customizations, at, { tableType });
  if (faults.length > 0) return faults;
  const [overlooked, ...others] = checkDisk(customizations, at, { tableType, volumesAfterSwap: 'checked' });
  return overlooked !== undefined && context.fixes('volumes-after-swap', overlooked.at) ? [overlooked, ...others] : [];
}

function chosen(sources: readonly CustomizationSource[]): CustomizationSource | undefined {
  return sources.find(({ customizations: { disk, filesystem } }) => disk !== undefined || filesystem !== undefined);
}
