import { Fault, FaultList, inside, type Location } from '@bootwright/core';
import type { Filesystem, PartitionTable, Payload } from './partition-table.ts';

/** File systems that a partition, logical volume or encrypted container can have; btrfs comes as a volume. */
const plainFilesystems: ReadonlySet<string> = new Set(['ext4', 'xfs', 'vfat']);

/** The options of mkfs by the file system that knows them. */
const mkfsOptionOwners = [
  ['verity', 'ext4'],
  ['geometry', 'vfat'],
  ['allocationGroups', 'xfs'],
] as const;

/**
 * What stands against making the file systems of a table, in its order; nothing where all can be made. `at` is the
 * place of the table's source.
 *
 * Faults: `disk/filesystem`, `disk/boot-filesystem`, `disk/mkfs-option`.
 */
export function checkFilesystems(table: PartitionTable, at: Location = {}): readonly Fault[] {
  const faults = new FaultList();
  for (const { payload } of table.partitions) addFilesystemFaults(payload, at, faults);
  return [...faults];
}

/**
 * As `checkFilesystems`, for a table as it is written: each fault is at the partition. `isMade` says which mount points
 * get another file system later.
 */
export function checkWrittenFilesystems(
  table: PartitionTable,
  at: Location,
  isMade: (mountpoint: string) => boolean,
): readonly Fault[] {
  const faults = new FaultList();
  for (const [index, { payload }] of table.partitions.entries()) {
    if (payload?.kind === 'filesystem' && payload.mountpoint !== undefined && isMade(payload.mountpoint)) continue;
    addFilesystemFaults(payload, inside(at, 'partitions', index), faults);
  }
  return [...faults];
}

function addFilesystemFaults(payload: Payload | undefined, at: Location, faults: FaultList): void {
  for (const inner of payloadsIn(payload)) {
    if (inner?.kind !== 'filesystem') continue;
    if (!plainFilesystems.has(inner.type)) faults.push(unknownFilesystem(inner, at));
    else if (inner.mkfs !== undefined) faults.pushAll(mkfsFaults(inner, at));
  }
}

/** A payload and all that it contains, depth first; `undefined` for an empty volume or encrypted container. */
function* payloadsIn(payload: Payload | undefined): Generator<Payload | undefined> {
  yield payload;
  if (payload?.kind === 'luks') yield* payloadsIn(payload.payload);
  if (payload?.kind === 'lvm') for (const volume of payload.logicalVolumes) yield* payloadsIn(volume.payload);
}

function unknownFilesystem(filesystem: Filesystem, at: Location): Fault {
  const { type, mountpoint } = filesystem;
  if (type === 'btrfs' && mountpoint === '/boot') {
    const message = 'a btrfs root needs a /boot of its own, which no boot loader reads from btrfs';
    return new Fault('disk/boot-filesystem', message, {
      at,
      hint: 'give the partition table a /boot partition of ext4 or xfs, or set policy.ensure_xbootldr to false',
    });
  }
  const what = type === '' ? 'no file system type' : `the file system type ${JSON.stringify(type)}`;
  return new Fault('disk/filesystem', `${nameOf(filesystem)} has ${what}, which cannot be made there`, {
    at,
    hint:
      type === 'btrfs' ? 'make it a btrfs volume with a subvolume, or use ext4, xfs or vfat' : 'use ext4, xfs or vfat',
  });
}

function mkfsFaults(filesystem: Filesystem, at: Location): readonly Fault[] {
  const { type, mkfs = {} } = filesystem;
  const foreign = mkfsOptionOwners.filter(
    ([option, owner]) => owner !== type && mkfs[option] !== undefined && mkfs[option] !== false,
  );
  return foreign.map(([option, owner]) => {
    const message = `${nameOf(filesystem)} is ${type} and has the mkfs option ${option} of ${owner}`;
    return new Fault('disk/mkfs-option', message, { at, hint: `leave the option out, or make it ${owner}` });
  });
}

function nameOf({ mountpoint }: Filesystem): string {
  return mountpoint === undefined ? 'an unmounted file system' : JSON.stringify(mountpoint);
}

/**
 * What stands against laying a table out: a second root, and containers that hold nothing.
 *
 * Faults: `disk/duplicate-root`, `disk/empty-container`.
 */
export function checkStructure(table: PartitionTable, at: Location = {}): readonly Fault[] {
  const faults = new FaultList();
  let roots = 0;
  for (const [index, { payload }] of table.partitions.entries()) {
    const [, ...held] = payloadsIn(payload);
    const found = [payload, ...held].reduce((sum, one) => sum + rootsIn(one), 0);
    roots += found;
    const isEmpty = held.includes(undefined);
    if (!isEmpty && (found === 0 || roots < 2)) continue;
    const there = inside(at, 'partitions', index);
    if (isEmpty) {
      faults.push(
        new Fault('disk/empty-container', 'a logical volume or encrypted container is empty', {
          at: there,
          hint: 'give it a payload_type and a payload',
        }),
      );
    }
    if (found > 0 && roots > 1) {
      faults.push(
        new Fault('disk/duplicate-root', 'a second file system is mounted at "/"', {
          at: there,
          hint: 'give every file system a mountpoint of its own',
        }),
      );
    }
  }
  return [...faults];
}

/** How often `/` is mounted by a payload itself. */
function rootsIn(payload: Payload | undefined): number {
  if (payload?.kind === 'filesystem') return payload.mountpoint === '/' ? 1 : 0;
  return payload?.kind === 'btrfs' ? payload.subvolumes.filter(({ mountpoint }) => mountpoint === '/').length : 0;
}
