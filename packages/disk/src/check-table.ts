import { Fault, type Location } from '@bootwright/core';
import { mountables } from './mounted.ts';
import type { Filesystem, PartitionTable, Payload } from './partition-table.ts';
import { walk } from './walk.ts';

/** File systems that a partition, logical volume or encrypted container can have; btrfs comes as a volume. */
const plainFilesystems = ['ext4', 'xfs', 'vfat'] as const;

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
  return table.partitions.flatMap(({ payload }) => payloadFaults(payload, at));
}

function payloadFaults(payload: Payload | undefined, at: Location): readonly Fault[] {
  switch (payload?.kind) {
    case 'filesystem':
      return filesystemFaults(payload, at);
    case 'luks':
      return payloadFaults(payload.payload, at);
    case 'lvm':
      return payload.logicalVolumes.flatMap((volume) => payloadFaults(volume.payload, at));
    default:
      return none;
  }
}

const none: readonly Fault[] = [];

function filesystemFaults(filesystem: Filesystem, at: Location): readonly Fault[] {
  const { type, mkfs } = filesystem;
  const where = filesystem.mountpoint === undefined ? 'a partition' : JSON.stringify(filesystem.mountpoint);
  if (!plainFilesystems.some((known) => known === type)) {
    if (type === 'btrfs' && filesystem.mountpoint === '/boot') {
      return [
        new Fault(
          'disk/boot-filesystem',
          'a btrfs root needs a /boot of its own, which no boot loader reads from btrfs',
          {
            at,
            hint: 'give the partition table a /boot partition of ext4 or xfs, or set policy.ensure_xbootldr to false',
          },
        ),
      ];
    }
    const what = type === '' ? 'no file system type' : `the file system type ${JSON.stringify(type)}`;
    const hint =
      type === 'btrfs' ? 'make it a btrfs volume with a subvolume, or use ext4, xfs or vfat' : 'use ext4, xfs or vfat';
    return [new Fault('disk/filesystem', `${where} has ${what}, which cannot be made there`, { at, hint })];
  }
  if (mkfs === undefined) return none;
  return mkfsOptionOwners
    .filter(([option, owner]) => mkfs[option] !== undefined && mkfs[option] !== false && owner !== type)
    .map(
      ([option, owner]) =>
        new Fault('disk/mkfs-option', `${where} is ${type} and has the mkfs option ${option} of ${owner}`, {
          at,
          hint: `leave the option out, or make it ${owner}`,
        }),
    );
}

/**
 * What stands against laying a table out: a second root, and containers that hold nothing.
 *
 * Faults: `disk/duplicate-root`, `disk/empty-container`.
 */
export function checkStructure(table: PartitionTable, at: Location = {}): readonly Fault[] {
  const roots = mountables(table).filter(({ mountpoint }) => mountpoint === '/');
  const faults = roots.slice(1).map(
    ({ place }) =>
      new Fault('disk/duplicate-root', 'a second file system is mounted at "/"', {
        at: inPartition(at, place.number),
        hint: 'give every file system a mountpoint of its own',
      }),
  );
  for (const entry of walk(table)) {
    const empty =
      (entry.kind === 'luks' && entry.luks.payload === undefined) ||
      (entry.kind === 'logical-volume' && entry.logicalVolume.payload === undefined);
    if (!empty) continue;
    const what = entry.kind === 'luks' ? 'an encrypted container' : 'a logical volume';
    faults.push(
      new Fault('disk/empty-container', `${what} holds nothing`, {
        at: inPartition(at, entry.place.number),
        hint: 'give it a payload_type and a payload',
      }),
    );
  }
  return faults;
}

function inPartition(at: Location, number: number): Location {
  return { ...at, path: [...(at.path ?? []), 'partitions', number - 1] };
}
