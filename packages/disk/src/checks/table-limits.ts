import type { PartitionTable } from '../table/partition-table.ts';
import { type DiskEntry, walk } from '../table/walk.ts';
import type { TableFinding } from './table-finding.ts';

// Limits of the schemas of osbuild's stages, with which it checks a manifest before it builds anything.

/** A finding for each value of a table that osbuild rejects. */
export function tableLimits(table: PartitionTable): readonly TableFinding[] {
  return walk(table).flatMap(entryFindings);
}

function entryFindings(entry: DiskEntry): readonly TableFinding[] {
  switch (entry.kind) {
    case 'filesystem': {
      const { type, label, mountpoint } = entry.filesystem;
      return labelFindings(type, label, mountpoint);
    }
    case 'btrfs':
      return labelFindings('btrfs', entry.btrfs.label, entry.btrfs.subvolumes[0]?.mountpoint);
    case 'swap':
      return labelFindings('swap', entry.swap.label);
    case 'partition':
      return attributeFindings(entry.partition.attributes ?? []);
    case 'lvm': {
      const { logicalVolumes } = entry.volumeGroup;
      return finding(
        logicalVolumes.length > 0,
        'disk/empty-group',
        'a volume group has no logical volumes',
        'give it one',
      );
    }
    case 'logical-volume': {
      const { name, size } = entry.logicalVolume;
      const shown = JSON.stringify(name);
      // The pattern of the schema is `[a-zA-Z09+_.]…` and unanchored, so it rejects names of digits other than 0 and 9.
      const fits = /[a-zA-Z09+_.]/.test(name);
      return [
        ...finding(
          fits,
          'disk/volume-name',
          `osbuild rejects ${shown} as the name of a logical volume`,
          'use a letter in it',
        ),
        ...finding(size > 0, 'disk/empty-volume', `the logical volume ${shown} has no size`, 'set minsize'),
      ];
    }
    default:
      return [];
  }
}

/** The most characters in a label, by what has it. */
export const longestLabels: ReadonlyMap<string, number> = new Map([
  ['ext4', 16],
  ['xfs', 12],
  ['vfat', 11],
  ['btrfs', 256],
  ['swap', 12],
]);

function labelFindings(type: string, label = '', mountpoint = ''): readonly TableFinding[] {
  const longest = longestLabels.get(type) ?? Number.POSITIVE_INFINITY;
  const message = `the label ${JSON.stringify(label)} has more than the ${longest} characters that ${type} has room for`;
  return finding([...label].length <= longest, 'disk/label', message, 'shorten it', mountpoint);
}

function attributeFindings(attributes: readonly number[]): readonly TableFinding[] {
  const fits = attributes.every((bit) => bit <= 63) && new Set(attributes).size === attributes.length;
  const message = `the attributes ${attributes.join(', ')} of a partition are not different bits from 0 to 63`;
  return finding(fits, 'disk/attributes', message, 'give the number of each bit once');
}

function finding(fits: boolean, code: string, message: string, hint: string, mountpoint = ''): readonly TableFinding[] {
  return fits ? [] : [{ code, message, hint, mountpoint }];
}
