import type { PlanContext } from '@bootwright/build-request';
import type { InstallKey, MountSpecs } from '@bootwright/container-facts';
import { type Architecture, defined, dpsRootTypes, type Location, quoted, usualUuid } from '@bootwright/core';
import {
  type DiskEntry,
  findMountable,
  longestLabels,
  type Mounted,
  mapPartitions,
  mapRootPartition,
  mapVolumes,
  type PartitionTable,
  walk,
} from '@bootwright/disk';

/** What the install configuration of the container says of mounts, and the architecture of the image. */
export interface MountFacts {
  readonly specs: MountSpecs;
  readonly architecture: Architecture;
}

/**
 * The table as the install configuration of the container mounts its root and /boot: with their labels, UUIDs and
 * types, as far as the profile changes them. Where the disk cannot have what is mounted, a notice says why.
 */
export function withMountSpecs(table: PartitionTable, { specs, architecture }: MountFacts, context: PlanContext) {
  const { root, boot, discoverable } = specs;
  let fitted = table;
  if (root !== undefined) fitted = withSpec(fitted, { mountpoint: '/', key: 'root-mount-spec', spec: root }, context);
  if (boot !== undefined) {
    fitted = withSpec(fitted, { mountpoint: '/boot', key: 'boot-mount-spec', spec: boot }, context);
  }
  // Either way systemd-gpt-auto-generator(8) looks for the root.
  if (root?.value === '' || root?.value === 'gpt-auto')
    return withRootType(fitted, { architecture, at: placeOf(root, 'root-mount-spec'), instead }, context);
  if (discoverable?.value !== true) return fitted;
  const at = placeOf(discoverable, 'discoverable-partitions');
  // osbuild calls "bootc install to-filesystem", which does not read the key.
  context.note({
    code: 'disk/discoverable-partitions',
    message:
      'the kernel is given a root all the same: only "bootc install to-disk" reads the key, and another command makes this image',
    at,
    hint: 'set root-mount-spec = "" to leave the root out of the command line',
  });
  return root === undefined ? withRootType(fitted, { architecture, at, instead }, context) : fitted;
}

const instead = 'set root-mount-spec to LABEL=…';

function placeOf({ file, line }: InstallKey<unknown>, key: string): Location {
  const place = { document: 'install-configuration', file, path: ['install', key] };
  return line === undefined ? place : { ...place, line };
}

interface AskedMount {
  readonly mountpoint: string;
  readonly key: string;
  readonly spec: InstallKey<string>;
}

type Tag = 'LABEL' | 'UUID' | 'PARTLABEL' | 'PARTUUID';

/** What is mounted, and the name by which it is looked for. */
interface NamedMount {
  readonly mounted: Mounted;
  readonly tag: Tag;
  readonly name: string;
}

function withSpec(table: PartitionTable, { mountpoint, key, spec }: AskedMount, context: PlanContext): PartitionTable {
  if (spec.value === '' || (mountpoint === '/' && spec.value === 'gpt-auto')) return table;
  const at = placeOf(spec, key);
  const note = (message: string, hint: string): PartitionTable => {
    context.note({ code: 'disk/mount-spec', message: `${quoted(spec.value)} for ${mountpoint}: ${message}`, at, hint });
    return table;
  };
  const mounted = findMountable(table, mountpoint);
  if (mounted === undefined) {
    return note(`nothing on the disk is mounted at ${mountpoint}`, `remove ${key}, or add a partition for it`);
  }
  if (mountpoint === '/' && mounted.kind === 'subvolume') {
    note(
      'the root is a btrfs subvolume, and with root-mount-spec bootc does not pass rootflags=subvol=',
      `add "rootflags=subvol=${mounted.subvolume.name}" to kargs of the install configuration, or remove ${key}`,
    );
  }
  const { tag, name } = parsedSpec(spec.value);
  if (tag === undefined) {
    const problem = untaggedProblem(spec.value, mounted);
    return problem === undefined ? table : note(problem, 'use LABEL=, UUID=, PARTLABEL= or PARTUUID=');
  }
  const named = { mounted, tag, name };
  if (isNamed(named)) return table;
  const obstacle = obstacleTo(named, table);
  if (obstacle !== undefined) return note(obstacle, `use a name that the disk can have, or remove ${key}`);
  return context.fixes('mount-spec', at, `${quoted(spec.value)} for ${mountpoint}`) ? renamed(table, named) : table;
}

/** Absent for the name of the logical volume that has what is mounted. */
function untaggedProblem(spec: string, { place }: Mounted): string | undefined {
  const tag = /^[A-Za-z]+=|^\/dev\/disk\/[a-z-]+\/?$/.exec(spec)?.[0];
  if (tag === spec) return `nothing is named behind ${JSON.stringify(tag)}, and the booted system does not find it`;
  if (tag !== undefined)
    return `${JSON.stringify(tag)} is not a way to name a device, and the booted system does not find it`;
  if (!spec.startsWith('/dev/')) return 'it is not the name of a device, and the booted system does not find it';
  const volume = place.devices.findLast((device) => device.kind === 'logical-volume');
  if (volume !== undefined) {
    const names = namesOfVolume(volume.volumeGroup.name, volume.logicalVolume.name);
    return names.includes(spec) ? undefined : `it is on a logical volume, whose names are ${names.join(' and ')}`;
  }
  if (!spec.startsWith('/dev/mapper/')) return 'the name of a device depends on the machine, and is not checked';
  return place.devices.length > 1
    ? 'the name of the opened volume depends on the system that opens it, and is not checked'
    : 'it is not on a mapped device, and the booted system does not find it';
}

/** As udev names a logical volume; device-mapper doubles dashes (lvm(8), "Valid names"). */
function namesOfVolume(group: string, volume: string): readonly string[] {
  return [
    `/dev/${group}/${volume}`,
    `/dev/mapper/${[group, volume].map((name) => name.replaceAll('-', '--')).join('-')}`,
  ];
}

const tags: ReadonlyMap<string, Tag> = new Map([
  ['LABEL=', 'LABEL'],
  ['UUID=', 'UUID'],
  ['PARTLABEL=', 'PARTLABEL'],
  ['PARTUUID=', 'PARTUUID'],
  ['/dev/disk/by-label/', 'LABEL'],
  ['/dev/disk/by-uuid/', 'UUID'],
  ['/dev/disk/by-partlabel/', 'PARTLABEL'],
  ['/dev/disk/by-partuuid/', 'PARTUUID'],
]);

/** Without a tag for the path of a device, and what else nothing on a disk is named. */
function parsedSpec(spec: string): { readonly tag?: Tag; readonly name: string } {
  for (const [prefix, tag] of tags) {
    const name = spec.slice(prefix.length).replace(/^"(.*)"$/, '$1');
    if (spec.startsWith(prefix) && name !== '') return { tag, name };
  }
  return { name: spec };
}

function isNamed({ mounted, tag, name }: NamedMount): boolean {
  const { partition } = mounted.place;
  switch (tag) {
    case 'LABEL':
      return labelOf(mounted) === name;
    case 'UUID':
      return isSameUuid(mounted.uuid, name);
    case 'PARTLABEL':
      return isPlain(mounted) && partition.label === name;
    case 'PARTUUID':
      return isPlain(mounted) && isSameUuid(partition.uuid, name);
  }
}

function labelOf(mounted: Mounted): string | undefined {
  return mounted.kind === 'filesystem' ? mounted.filesystem.label : mounted.btrfs.label;
}

function isSameUuid(uuid: string | undefined, name: string): boolean {
  return uuid?.toLowerCase() === name.toLowerCase();
}

/** Whether the partition itself has the file system, without volumes or encryption. */
function isPlain({ place }: Mounted): boolean {
  return place.devices.length === 1;
}

/** Why the disk cannot have the name. */
function obstacleTo(named: NamedMount, table: PartitionTable): string | undefined {
  const { mounted, tag, name } = named;
  if (tag === 'PARTLABEL' || tag === 'PARTUUID') {
    if (!isPlain(mounted)) return 'it is in a volume, which has no name of a partition';
    if (table.type === 'dos') return 'partitions of a dos table have neither names nor UUIDs of their own';
    if (tag === 'PARTLABEL' && name.length > longestPartitionName) {
      return `the name of a partition has at most ${longestPartitionName} characters`;
    }
  }
  if (tag === 'LABEL') {
    const longest = longestLabels.get(mounted.type);
    if (longest !== undefined && [...name].length > longest) {
      return `a label of ${mounted.type} has at most ${longest} characters`;
    }
  }
  if (tag === 'PARTUUID' && usualUuid(name) !== name) return 'it is not a UUID';
  if (tag === 'UUID' && !(mounted.type === 'vfat' ? volumeId.test(name) : usualUuid(name) === name)) {
    return mounted.type === 'vfat' ? 'the volume id of vfat has eight hexadecimal digits' : 'it is not a UUID';
  }
  return namesOf(table, tag).includes(name) ? 'something else on the disk has that name' : undefined;
}

const longestPartitionName = 36;
const volumeId = /^[\da-f]{4}-?[\da-f]{4}$/i;

function namesOf(table: PartitionTable, tag: Tag): readonly (string | undefined)[] {
  return walk(table).map((entry) => nameOf(entry, tag));
}

function nameOf(entry: DiskEntry, tag: Tag): string | undefined {
  switch (tag) {
    case 'PARTLABEL':
      return entry.kind === 'partition' ? entry.partition.label : undefined;
    case 'PARTUUID':
      return entry.kind === 'partition' ? entry.partition.uuid : undefined;
    case 'LABEL':
      return volumeOf(entry)?.label;
    case 'UUID':
      return volumeOf(entry)?.uuid;
  }
}

/** What has a label and a UUID of its own. */
function volumeOf(entry: DiskEntry): { readonly label?: string; readonly uuid?: string } | undefined {
  switch (entry.kind) {
    case 'filesystem':
      return entry.filesystem;
    case 'btrfs':
      return entry.btrfs;
    case 'swap':
      return entry.swap;
    default:
      return undefined;
  }
}

function renamed(table: PartitionTable, { mounted, tag, name }: NamedMount): PartitionTable {
  if (tag === 'PARTLABEL' || tag === 'PARTUUID') {
    const change = tag === 'PARTLABEL' ? { label: name } : { uuid: name };
    return mapPartitions(table, (partition, index) =>
      index === mounted.place.number - 1 ? { ...partition, ...change } : partition,
    );
  }
  const change = tag === 'LABEL' ? { label: name } : { uuid: name };
  return mapVolumes(table, {
    filesystem: (filesystem) =>
      mounted.kind === 'filesystem' && filesystem === mounted.filesystem ? { ...filesystem, ...change } : filesystem,
    btrfs: (btrfs) =>
      mounted.kind === 'subvolume' && btrfs === mounted.btrfs
        ? {
            ...btrfs,
            ...change,
            subvolumes: btrfs.subvolumes.map((one) => (tag === 'UUID' ? { ...one, ...change } : one)),
          }
        : btrfs,
  });
}

/** A root that is found by the type of its partition. */
export interface TypedRoot {
  readonly architecture: Architecture;
  /** Where that is decided. */
  readonly at: Location | undefined;
  /** What else finds a root. */
  readonly instead: string;
}

/** With the partition type by which systemd-gpt-auto-generator(8) finds a root. */
export function withRootType(
  table: PartitionTable,
  { architecture, at, instead }: TypedRoot,
  context: PlanContext,
): PartitionTable {
  const root = findMountable(table, '/');
  const type = dpsRootTypes[architecture];
  if (root === undefined || root.place.partition.type?.toUpperCase() === type) return table;
  if (table.type === 'dos' || !isPlain(root)) {
    context.note({
      code: 'disk/root-not-discoverable',
      message: `the root is not found by the type of its partition: ${table.type === 'dos' ? 'a dos table has no such types' : 'it is in a volume'}`,
      ...defined({ at }),
      hint: `give the root a partition of its own in a gpt table, or ${instead}`,
    });
    return table;
  }
  if (!context.fixes('discoverable-root', at)) return table;
  return mapRootPartition(table, (partition) => ({ ...partition, type }));
}
