import type { LogicalVolume, PartitionTable, VolumeGroup } from '../table/partition-table.ts';
import { walk } from '../table/walk.ts';
import type { TableFinding } from './table-finding.ts';

/**
 * A finding `disk/volume-name` for each name of a logical volume that lvcreate(8) rejects or device-mapper has no room
 * for, and for each subvolume with the name of another one.
 */
export function volumeNameFindings(table: PartitionTable): readonly TableFinding[] {
  const taken = new Set<string>();
  return walk(table).flatMap((entry) => {
    if (entry.kind === 'logical-volume') {
      const { payload } = entry.logicalVolume;
      const mountpoint = payload?.kind === 'filesystem' ? payload.mountpoint : undefined;
      return finding(problemOf(entry), mountpoint);
    }
    if (entry.kind !== 'subvolume') return [];
    const { name, mountpoint } = entry.subvolume;
    const key = `${entry.place.number} ${stepsOf(name).join('/')}`;
    const isTaken = taken.has(key);
    taken.add(key);
    return finding(isTaken ? twice(name) : undefined, mountpoint);
  });
}

function finding(problem: Problem | undefined, mountpoint = ''): readonly TableFinding[] {
  return problem === undefined ? [] : [{ code: 'disk/volume-name', ...problem, mountpoint }];
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** osbuild makes directories above a subvolume, and ignores slashes that are of no use (org.osbuild.btrfs.subvol). */
function stepsOf(name: string): readonly string[] {
  return name.split('/').filter((step) => step !== '' && step !== '.');
}

function twice(name: string): Problem {
  const message = `a subvolume before this one has the name ${JSON.stringify(name)} as well: the build fails`;
  return { message, hint: 'give each a name of its own' };
}

/** What lvcreate rejects (lvm(8), "Valid Names"; checked with 2.03.16). */
const reserved =
  /^(?:pvmove|snapshot)|_(?:cdata|cmeta|corig|cpool|cvol|imeta|iorig|mimage|mlog|pmspare|rimage|rmeta|tdata|tmeta|vdata|vorigin|wcorig)|^\.{1,2}$/;

/** A name of device-mapper has at most 127 characters (DM_NAME_LEN); it is GROUP-VOLUME, with doubled dashes. */
const longestDevice = 127;

/** osbuild's stage org.osbuild.lvm2.create gives the group a UUID for a name, until the file systems are made. */
const temporaryGroup = 36 + 4;
const longestVolume = longestDevice - temporaryGroup - 1;

interface NamedVolume {
  readonly logicalVolume: LogicalVolume;
  readonly volumeGroup: VolumeGroup;
}

function problemOf({ logicalVolume, volumeGroup }: NamedVolume): Problem | undefined {
  const { name } = logicalVolume;
  const word = reserved.exec(name)?.[0];
  if (word !== undefined) {
    const message = `LVM keeps names with ${JSON.stringify(word)} for itself, and lvcreate fails on the logical volume ${JSON.stringify(name)}`;
    return { message, hint: 'use another name' };
  }
  const length = deviceLength(name);
  if (length > longestVolume) {
    const message = `the name of a logical volume has ${length} characters with each dash counted twice, and while osbuild builds there is room for ${longestVolume}: the build fails`;
    return { message, hint: 'shorten it' };
  }
  const whole = deviceLength(volumeGroup.name) + 1 + length;
  if (whole <= longestDevice) return undefined;
  const message = `the device of the logical volume ${JSON.stringify(name)} has a name of ${whole} characters with that of its group, each dash counted twice, and device-mapper has room for ${longestDevice}: the booted system does not find it`;
  return { message, hint: 'shorten the names' };
}

function deviceLength(name: string): number {
  return name.replaceAll('-', '--').length;
}
