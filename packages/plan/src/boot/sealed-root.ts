import type { PlanContext } from '@bootwright/build-request';
import { defined, dpsRootTypes, inside, type Location, splitCommandLine } from '@bootwright/core';
import { findMountable, type Mounted, mapPartitions, type PartitionTable } from '@bootwright/disk';
import type { DiskFacts } from '../disk/disk-facts.ts';
import { rootPlace } from '../disk/mountpoint-place.ts';
import { withRootType } from '../edits/mount-specs.ts';

/**
 * The table with a root that the initramfs of a sealed container finds by its partition type, as far as the profile
 * changes it, and a notice for each other reason for which it does not find or accept the root.
 */
export function withSealedRoot(table: PartitionTable, facts: RootFacts, context: PlanContext): PartitionTable {
  const { target, request, containerTable } = facts;
  const root = findMountable(table, '/');
  if (root === undefined) return table;
  const { architecture } = target;
  const at = rootPlace(request, containerTable);
  const note = (code: string, message: string, hint: string, place = at): void =>
    context.note({ code, message, ...defined({ at: place }), hint });
  if (!verified.includes(root.type)) {
    note(
      'sealed/no-verity',
      `the root is ${root.type}, which does not have fs-verity: bootc does not install there, unless the command line of the UKI lets it be missing (composefs=?…)`,
      'use ext4 or btrfs',
    );
  }
  const subvolume = nameOfSubvolume(root);
  const { commandLine } = facts.unifiedKernelImage ?? {};
  const given = commandLine === undefined ? undefined : subvolumeOf(commandLine);
  if (subvolume !== undefined && given === '' && isAlone(table)) {
    if (context.fixes('sealed-root-subvolume', at)) return withSealedRoot(withoutSubvolume(table), facts, context);
  } else if (subvolume !== undefined && given !== subvolume.replace(/^\/+/, '')) {
    // The profile keeps it: the command line may name it, and an initramfs with such an argument mounts nothing else.
    note(
      'sealed/root-subvolume',
      `the root is the subvolume ${JSON.stringify(subvolume)} of a btrfs volume: without rootflags=subvol=${subvolume} in the signed command line, the initramfs mounts the top of the volume, and the system does not boot`,
      'use ext4, or build the argument into the UKI of the container',
    );
  }
  const roots = table.partitions.filter(({ type }) => type?.toUpperCase() === dpsRootTypes[architecture]);
  if (roots.length > 1) {
    const other = rootTypePlace(facts) ?? at;
    note(
      'sealed/several-roots',
      `${roots.length} partitions have the type of a root for ${architecture}, and the initramfs takes the first`,
      'give the others another type',
      other,
    );
  }
  // The generic type is a difference of its own, of which the reference was noted before.
  if (context.notices.some(({ code }) => code === 'profile/sealed-root-type')) return table;
  return withRootType(table, { architecture, at, instead: 'name the root in the signed command line' }, context);
}

type RootFacts = Pick<DiskFacts, 'target' | 'request' | 'containerTable' | 'unifiedKernelImage'>;

/** Where the second partition of the type of a root is described. */
function rootTypePlace({ target, request, containerTable }: RootFacts): Location | undefined {
  const rootType = dpsRootTypes[target.architecture];
  const types = request.kind === 'disk' ? request.disk.partitions?.map((one) => one.part_type) : undefined;
  const written = types ?? containerTable?.table.partitions.map(({ type }) => type) ?? [];
  const [, second] = [...written.entries()].filter(([, type]) => type?.toUpperCase() === rootType);
  const at = request.kind === 'disk' ? request.at : containerTable?.at;
  return second === undefined || at === undefined ? undefined : inside(at, 'partitions', second[0]);
}

/** File systems with fs-verity. */
const verified: readonly string[] = ['ext4', 'btrfs'];

/** Absent for the top of a volume, and for other file systems. */
function nameOfSubvolume(root: Mounted): string | undefined {
  if (root.kind !== 'subvolume') return undefined;
  const { name } = root.subvolume;
  return name === '' || name === '/' ? undefined : name;
}

/** The subvolume that a command line makes the initramfs mount, without slashes before it; empty for the top of the volume. */
function subvolumeOf(commandLine: string): string {
  const flags = splitCommandLine(commandLine)
    .filter((word) => word.startsWith('rootflags='))
    .flatMap((word) => word.slice('rootflags='.length).split(','));
  const last = flags.findLast((flag) => flag.startsWith('subvol=') || flag.startsWith('subvolid='));
  return last?.replace(/^subvol=\/*/, '') ?? '';
}

/** Whether the volume of the root has no subvolume for anything else, which would be in the way of the root's files. */
function isAlone({ partitions }: PartitionTable): boolean {
  return partitions.some(
    ({ payload }) =>
      payload?.kind === 'btrfs' && payload.subvolumes.length === 1 && payload.subvolumes[0]?.mountpoint === '/',
  );
}

/** The table with its root at the top of the volume, which has the name "". */
function withoutSubvolume(table: PartitionTable): PartitionTable {
  return mapPartitions(table, (partition) => {
    const { payload } = partition;
    if (payload?.kind !== 'btrfs') return partition;
    const subvolumes = payload.subvolumes.map((one) => (one.mountpoint === '/' ? { ...one, name: '' } : one));
    return { ...partition, payload: { ...payload, subvolumes } };
  });
}
