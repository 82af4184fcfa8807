import {
  type Bytes,
  bytes,
  defaultSectorSize,
  dpsMountTypes,
  formatBytes,
  MiB,
  partitionTypes,
  usualUuid,
} from '@bootwright/core';
import type { PartitionTable } from '../table/partition-table.ts';
import { type DiskEntry, type Place, walk } from '../table/walk.ts';
import type { TableFinding } from './table-finding.ts';

/** Findings of a table that is laid out; `kernelsAt` is where the boot loader finds kernels with their initramfs. */
export function tableFindings(table: PartitionTable, kernelsAt: '/boot' | '/boot/efi'): readonly TableFinding[] {
  const entries = walk(table);
  const ofTable =
    table.type === 'gpt' && table.uuid !== undefined && usualUuid(table.uuid) !== table.uuid
      ? [{ ...notUuid('the partition table', table.uuid), mountpoint: '' }]
      : [];
  const ofEntries = entries.flatMap((entry) =>
    findings(entry, table, kernelsAt).map((finding) => ({ ...finding, mountpoint: mountpointOf(entry, entries) })),
  );
  return [...ofTable, ...ofEntries];
}

type Finding = Omit<TableFinding, 'mountpoint'>;

/** Of the entry itself, or of the first that is mounted from its partition. */
function mountpointOf(entry: DiskEntry, entries: readonly DiskEntry[]): string {
  const own = entries.filter(({ place }) => place.number === entry.place.number);
  const mounted = [entry, ...own].find((one) => mountpoint(one) !== undefined);
  return (mounted && mountpoint(mounted)) ?? '';
}

function mountpoint(entry: DiskEntry): string | undefined {
  if (entry.kind === 'filesystem') return entry.filesystem.mountpoint;
  return entry.kind === 'subvolume' ? entry.subvolume.mountpoint : undefined;
}

function findings(entry: DiskEntry, table: PartitionTable, kernelsAt: string): readonly Finding[] {
  switch (entry.kind) {
    case 'partition': {
      const { start, size, uuid } = entry.partition;
      const what = `partition ${entry.place.number}`;
      return [
        ...(size > 0 ? [] : [noSize(what)]),
        ...(table.type === 'dos' && (start + size) / (table.sectorSize ?? defaultSectorSize) > 2 ** 32
          ? [beyondDos(what, size)]
          : []),
        ...(table.type === 'dos' || uuid === undefined || isUuid(uuid) ? [] : [notUuid(what, uuid)]),
      ];
    }
    case 'filesystem': {
      const { type, uuid = '', mountpoint: path } = entry.filesystem;
      const what = path === undefined ? `the ${type} file system of partition ${entry.place.number}` : path;
      const fits = type === 'vfat' ? /^[\da-f]{4}-?[\da-f]{4}$/i.test(uuid) : isUuid(uuid);
      return [
        ...(path === undefined && !isMountedByType(entry.place, table) ? [notMounted(what)] : []),
        ...(fits ? [] : [notUuid(what, uuid)]),
        ...tooSmall(what, type, entry.place),
        ...(path === kernelsAt ? smallBoot(kernelsAt, entry.place) : []),
      ];
    }
    case 'subvolume': {
      const { mountpoint: path, name } = entry.subvolume;
      const isRead = kernelsAt !== '/boot' || path !== '/boot' || name.replace(/^\/+/, '') === 'boot';
      return isRead ? [] : [bootSubvolume(name)];
    }
    case 'btrfs':
      return [
        ...(isUuid(entry.btrfs.uuid ?? '') ? [] : [notUuid('the btrfs volume', entry.btrfs.uuid ?? '')]),
        ...tooSmall('the btrfs volume', 'btrfs', entry.place),
      ];
    default:
      return [];
  }
}

/** Whether programs read it; those that they do not read are `uuid-form` in a blueprint. */
function isUuid(text: string): boolean {
  return usualUuid(text) !== undefined;
}

function noSize(what: string): Finding {
  return {
    code: 'disk/no-size',
    message: `${what} has no size: sfdisk does not create it, and the build fails`,
    hint: 'give it a size',
  };
}

/** A dos table counts sectors in 32 bits; a larger disk has room behind its partitions that they cannot use. */
function beyondDos(what: string, size: Bytes): Finding {
  return {
    code: 'disk/table-type',
    message: `${what} has ${formatBytes(size)}, and a dos table does not reach to its end: sfdisk fails`,
    hint: 'use a gpt table',
  };
}

function notUuid(what: string, uuid: string): Finding {
  return {
    code: 'disk/uuid',
    message: `${what} has the UUID ${JSON.stringify(uuid)}, which is not valid: the build fails`,
    hint: 'write a UUID with dashes (vfat: eight hexadecimal digits), or leave it out to have one drawn',
  };
}

const { home, srv, varTmp } = dpsMountTypes;
const mountedTypes: readonly string[] = [partitionTypes.gpt.esp, partitionTypes.gpt.xbootldr, home, srv, varTmp];

/** Whether systemd-gpt-auto-generator(8) mounts what the partition has. */
function isMountedByType({ devices, partition: { type } }: Place, table: PartitionTable): boolean {
  return (
    table.type === 'gpt' && devices.length === 1 && type !== undefined && mountedTypes.includes(type.toUpperCase())
  );
}

/** Source: grub-static-efi.cfg of bootupd. */
function bootSubvolume(name: string): Finding {
  return {
    code: 'disk/boot-subvolume',
    message: `/boot is the subvolume ${JSON.stringify(name)}: GRUB, as bootupd configures it, looks for /grub2 and /boot/grub2 from the top of the volume, and finds neither`,
    hint: 'name the subvolume "boot", or give /boot a partition of its own',
  };
}

function notMounted(what: string): Finding {
  return {
    code: 'disk/not-mounted',
    message: `${what} has no mount point: it is created, and nothing mounts it`,
    hint: 'give it a mountpoint, or remove the payload for an empty partition',
  };
}

/** What mkfs.xfs (xfsprogs 5.19 and later) and mkfs.btrfs need at least. */
const leastSizes: ReadonlyMap<string, Bytes> = new Map([
  ['xfs', MiB(300)],
  ['btrfs', bytes(114_294_784)],
]);

function sizeOf({ devices, partition }: Place): Bytes {
  const device = devices.at(-1);
  return device?.kind === 'logical-volume' ? device.logicalVolume.size : partition.size;
}

/** A kernel with an initramfs has 80 MiB and more; an update needs room for a second pair. */
const leastBoot = MiB(200);

function smallBoot(what: string, place: Place): readonly Finding[] {
  const size = sizeOf(place);
  if (size >= leastBoot || size === 0) return [];
  return [
    {
      code: 'disk/small-boot',
      message: `${what} has ${formatBytes(size)}: the kernels and initramfs of two deployments may not fit`,
      hint: 'give it 1 GiB',
    },
  ];
}

function tooSmall(what: string, type: string, place: Place): readonly Finding[] {
  const size = sizeOf(place);
  const least = leastSizes.get(type);
  if (least === undefined || size >= least || size === 0) return [];
  return [
    {
      code: 'disk/too-small',
      message: `${what} has ${formatBytes(size)}: mkfs.${type} needs ${formatBytes(least)}, and the build fails`,
      hint: `give it at least ${formatBytes(least)}`,
    },
  ];
}
