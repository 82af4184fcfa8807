import type { PlanContext } from '@bootwright/build-request';
import { defined, Fault, type Location } from '@bootwright/core';
import { duplicateMountpoints, findMountable, type PartitionTable, walk } from '@bootwright/disk';

/** What a finished table is checked against. */
export interface TableUse {
  /** Where the layout was asked for. */
  readonly at?: Location;
  /** The vendor's directory on the ESP, where the container has one. */
  readonly uefiVendor?: string;
  /** Whether a systemd unit is made for each mountpoint, which can be there once only. */
  readonly mountUnits: boolean;
}

/**
 * Faults of a finished table, on which osbuild would fail: `disk/no-esp` where the container's boot loader has no ESP to
 * go to, `disk/volume-name` for a name that LVM rejects, `disk/mountpoint-twice` where two file systems are mounted in
 * one place.
 */
export function tableFaults(table: PartitionTable, use: TableUse, context: PlanContext): readonly Fault[] {
  return [
    ...espFaults(table, use),
    ...nameFaults(table, use),
    ...twiceFaults(duplicateMountpoints(table), use, context),
  ];
}

function espFaults(table: PartitionTable, { uefiVendor = '', at }: TableUse): readonly Fault[] {
  if (uefiVendor === '' || findMountable(table, '/boot/efi') !== undefined) return [];
  const message = `the container brings a UEFI boot loader ("${uefiVendor}"), and nothing is mounted at /boot/efi`;
  const hint = 'add an ESP: a vfat partition mounted at /boot/efi';
  return [new Fault('disk/no-esp', message, { ...defined({ at }), hint })];
}

/** As lvm(8) allows them, and the schema of osbuild's org.osbuild.lvm2.create. */
const volumeName = /^[a-zA-Z0-9+_.][a-zA-Z0-9+_.-]*$/;

function nameFaults(table: PartitionTable, { at }: TableUse): readonly Fault[] {
  return walk(table).flatMap((entry) => {
    const [what, name] =
      entry.kind === 'lvm'
        ? ['volume group', entry.volumeGroup.name]
        : entry.kind === 'logical-volume'
          ? ['logical volume', entry.logicalVolume.name]
          : [];
    if (name === undefined || volumeName.test(name)) return [];
    const message = `${JSON.stringify(name)} cannot be the name of a ${what}`;
    const hint =
      'name it with letters, digits and "+_.-", no dash first; unnamed ones are named after their mountpoint';
    return [new Fault('disk/volume-name', message, { ...defined({ at }), hint })];
  });
}

function twiceFaults(twice: readonly string[], use: TableUse, context: PlanContext): readonly Fault[] {
  return twice
    .filter((mountpoint) => use.mountUnits || context.fixes('mountpoint-twice', use.at, mountpoint))
    .map((mountpoint) => {
      const hint = 'keep one of them; a /boot is added where the root is on LVM or btrfs and the table has none';
      const message = `two file systems are mounted at ${mountpoint}`;
      return new Fault('disk/mountpoint-twice', message, { ...defined({ at: use.at }), hint });
    });
}
