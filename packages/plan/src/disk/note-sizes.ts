import type { PlanContext } from '@bootwright/build-request';
import { type Bytes, defined, formatBytes, GiB, type Location } from '@bootwright/core';
import type { PartitionTable } from '@bootwright/disk';
import type { InstalledImageType } from '@bootwright/image-types';
import type { DiskRequest } from './disk-request.ts';
import type { MountpointPlace } from './mountpoint-place.ts';

/** The sizes that a request gives, and the least size of the root. */
export interface GivenSizes {
  /** `size` of the options. */
  readonly asked?: Bytes;
  readonly request: DiskRequest;
  /** Twice the size of the container, or `size` of the options. */
  readonly minimumRoot: Bytes;
  readonly mountpointAt: MountpointPlace;
}

/** Adds a notice for each size that is raised, because the root needs more. */
export function noteSizes({ asked, request, minimumRoot, mountpointAt }: GivenSizes, context: PlanContext): void {
  const note = (what: string, size: Bytes, at: Location | undefined): void => {
    if (size === 0 || size >= minimumRoot) return;
    context.note({
      code: 'disk/size-raised',
      message: `${what} of ${formatBytes(size)} is raised: the root has at least ${formatBytes(minimumRoot)}, room for two deployments of the container`,
      ...defined({ at }),
      hint: 'give a larger size, or leave it out',
    });
  };
  if (asked !== undefined) note('The size', asked, { document: 'request', path: ['options', 'size'] });
  const sized =
    request.kind === 'disk'
      ? (request.disk.partitions ?? []).filter((partition) => partition.type === 'plain')
      : request.filesystems;
  for (const { mountpoint, minsize } of sized) {
    if (mountpoint === '/') note('The minsize', minsize, mountpointAt('/'));
  }
}

/** The largest disk that a format has room for, by the ending of its files: VHD, as qemu-img writes it. */
const largest: ReadonlyMap<string, Bytes> = new Map([['vhd', GiB(2040)]]);

/** Adds a notice where the disk is larger than the format of the image can describe. */
export function noteImageSize(
  table: PartitionTable,
  type: InstalledImageType,
  at: Location | undefined,
  context: PlanContext,
): void {
  const most = largest.get(type.name);
  if (most === undefined || table.size <= most) return;
  context.note({
    code: 'disk/too-large-for-type',
    message: `the disk has ${formatBytes(table.size)}, and an image of the type ${type.name} has at most ${formatBytes(most)}: qemu-img fails`,
    ...defined({ at }),
    hint: 'use another image type, or smaller partitions',
  });
}
