import type { FstabEntry, PartitionTable, Subvolume } from './partition-table.ts';
import { type Place, walk } from './walk.ts';

/** A line of fstab(5), or a mount or swap unit. */
export interface FstabEntity {
  readonly uuid?: string;
  /** The file system's label, a subvolume's name, a swap area's label. */
  readonly label?: string;
  /** A file system type, or `swap`. */
  readonly type: string;
  /** The mountpoint; `none` for swap. */
  readonly path: string;
  readonly options?: string;
  readonly frequency: number;
  readonly pass: number;
  readonly place: Place;
}

/** All that is mounted or swapped to, in table order, depth first. */
export function fstabEntities(table: PartitionTable): readonly FstabEntity[] {
  const entities: FstabEntity[] = [];
  for (const entry of walk(table)) {
    switch (entry.kind) {
      case 'filesystem': {
        const { uuid, label, type, mountpoint, fstab } = entry.filesystem;
        if (mountpoint === undefined) break;
        entities.push(entity({ uuid, label, type, path: mountpoint, place: entry.place }, fstab));
        break;
      }
      case 'subvolume': {
        const { uuid = entry.btrfs.uuid, name, mountpoint } = entry.subvolume;
        if (mountpoint === undefined) break;
        const fstab = { options: subvolumeOptions(entry.subvolume) };
        entities.push(entity({ uuid, label: name, type: 'btrfs', path: mountpoint, place: entry.place }, fstab));
        break;
      }
      case 'swap': {
        const { uuid, label, fstab } = entry.swap;
        entities.push(entity({ uuid, label, type: 'swap', path: 'none', place: entry.place }, fstab));
        break;
      }
      default:
    }
  }
  return entities;
}

/** The mount options of a btrfs subvolume, as `subvol=root,compress=zstd:1,ro`. */
export function subvolumeOptions(subvolume: Subvolume): string {
  const options = [`subvol=${subvolume.name}`];
  if (subvolume.compress !== undefined) options.push(`compress=${subvolume.compress}`);
  if (subvolume.readOnly === true) options.push('ro');
  return options.join(',');
}

/** Whether mount options make a read-only mount: `ro` is among them and `rw` is not. */
export function mountsReadOnly(options: string | undefined): boolean {
  const words = options?.split(',') ?? [];
  return words.includes('ro') && !words.includes('rw');
}

type Mounted = { readonly [Key in 'uuid' | 'label']: string | undefined } & Pick<
  FstabEntity,
  'type' | 'path' | 'place'
>;

function entity({ uuid, label, type, path, place }: Mounted, fstab: FstabEntry): FstabEntity {
  const { options, frequency = 0, pass = 0 } = fstab;
  const made: { -readonly [Key in keyof FstabEntity]: FstabEntity[Key] } = { type, path, frequency, pass, place };
  // Members are added one by one: every plan asks several times for each line, and a spread takes five times as long.
  if (uuid !== undefined) made.uuid = uuid;
  if (label !== undefined) made.label = label;
  if (options !== undefined) made.options = options;
  return made;
}
