import type { Location } from '@bootwright/core';
import { dpsRootType, findMountable, type Mounted, type PartitionTable } from '@bootwright/disk';
import type { Counsel } from './counsel.ts';
import type { DiskFacts } from './disk-facts.ts';
import { withRootType } from './mount-specs.ts';

/**
 * The table with a root that the initramfs of a sealed container finds by its partition type, as far as the profile
 * changes it, and a notice for each other reason for which it does not find or accept the root.
 */
export function withSealedRoot(
  table: PartitionTable,
  { target, wish, containerTable }: DiskFacts,
  counsel: Counsel,
): PartitionTable {
  const root = findMountable(table, '/');
  if (root === undefined) return table;
  const { architecture } = target;
  const at = wish.kind === 'disk' ? wish.at : containerTable?.at;
  const note = (code: string, message: string, hint: string): void =>
    counsel.note({ code: `sealed/${code}`, message, ...located(at), hint });
  if (!verified.includes(root.type)) {
    note(
      'no-verity',
      `the root is ${root.type}, which does not have fs-verity: bootc does not install there, unless the command line of the UKI lets it be missing (composefs=?…)`,
      'Use ext4 or btrfs',
    );
  }
  const subvolume = nameOfSubvolume(root);
  if (subvolume !== undefined) {
    note(
      'root-subvolume',
      `the root is the subvolume ${JSON.stringify(subvolume)} of a btrfs volume: the initramfs mounts another one, unless the signed command line has rootflags=subvol=${subvolume}`,
      'Use ext4, or build the argument into the UKI of the container',
    );
    return table;
  }
  const roots = table.partitions.filter(({ type }) => type?.toUpperCase() === dpsRootType(architecture));
  if (roots.length > 1) {
    note(
      'several-roots',
      `${roots.length} partitions have the type of a root for ${architecture}, and the initramfs takes the first`,
      'Give the others another type',
    );
  }
  // The generic type is a difference of its own, of which the reference was noted before.
  if (counsel.notices.some(({ code }) => code === 'profile/sealed-root-type')) return table;
  return withRootType(table, { architecture, at, instead: 'name the root in the signed command line' }, counsel);
}

/** File systems with fs-verity. */
const verified: readonly string[] = ['ext4', 'btrfs'];

/** Absent for the top of a volume, and for other file systems. */
function nameOfSubvolume(root: Mounted): string | undefined {
  if (root.kind !== 'subvolume') return undefined;
  const { name } = root.subvolume;
  return name === '' || name === '/' ? undefined : name;
}

function located(at: Location | undefined) {
  return at === undefined ? {} : { at };
}
