import { defined, Fault, inside, type Location, type PathStep } from '@bootwright/core';
import { type DiskEntry, walk } from '@bootwright/disk';
import type { DiskPlan } from '../disk/disk-plan.ts';
import type { MountpointPlace } from '../disk/mountpoint-place.ts';
import type { DeploymentEdit } from '../edits/deployment-edit.ts';
import { longestLabels } from './label-lengths.ts';

// Limits of the schemas of osbuild's stages, with which it checks a manifest before it builds anything.

/** What of a plan reaches the manifest. */
export interface LimitedPlan {
  readonly disk: DiskPlan;
  readonly edits: readonly DeploymentEdit[];
  /** Of the customizations. */
  readonly at: Location;
  readonly mountpointAt: MountpointPlace;
}

/** A fault for each value of the plan that osbuild rejects. */
export function osbuildLimits(plan: LimitedPlan): readonly Fault[] {
  return [
    ...walk(plan.disk.table).flatMap((entry) => entryFaults(entry, plan.mountpointAt)),
    ...plan.edits.flatMap((edit) => editFaults(edit, plan.at)),
  ];
}

function entryFaults(entry: DiskEntry, mountpointAt: MountpointPlace): readonly Fault[] {
  switch (entry.kind) {
    case 'filesystem': {
      const { type, label = '', mountpoint = '' } = entry.filesystem;
      return labelFaults(type, label, mountpointAt(mountpoint));
    }
    case 'btrfs':
      return labelFaults('btrfs', entry.btrfs.label ?? '', mountpointAt(entry.btrfs.subvolumes[0]?.mountpoint ?? ''));
    case 'swap':
      return labelFaults('swap', entry.swap.label ?? '', mountpointAt(''));
    case 'partition':
      return attributeFaults(entry.partition.attributes ?? [], mountpointAt(''));
    case 'lvm':
      return entry.volumeGroup.logicalVolumes.length > 0
        ? []
        : [diskFault('disk/empty-group', 'a volume group has no logical volumes', mountpointAt(''), 'give it one')];
    case 'logical-volume': {
      const { name, size } = entry.logicalVolume;
      // The pattern of the schema is `[a-zA-Z09+_.]…` and unanchored, so digits other than 0 and 9 alone are no name.
      const named = /[a-zA-Z09+_.]/.test(name);
      return [
        ...(named
          ? []
          : [
              diskFault(
                'disk/volume-name',
                `osbuild rejects ${JSON.stringify(name)} as the name of a logical volume`,
                mountpointAt(''),
                'use a letter in it',
              ),
            ]),
        ...(size > 0
          ? []
          : [
              diskFault(
                'disk/empty-volume',
                `the logical volume ${JSON.stringify(name)} has no size`,
                mountpointAt(''),
                'set minsize',
              ),
            ]),
      ];
    }
    default:
      return [];
  }
}

function labelFaults(type: string, label: string, at: Location | undefined): readonly Fault[] {
  const longest = longestLabels.get(type);
  if (longest === undefined || [...label].length <= longest) return [];
  const message = `the label ${JSON.stringify(label)} has more than the ${longest} characters that ${type} has room for`;
  return [diskFault('disk/label', message, at, 'shorten it')];
}

function attributeFaults(attributes: readonly number[], at: Location | undefined): readonly Fault[] {
  if (attributes.every((bit) => bit <= 63) && new Set(attributes).size === attributes.length) return [];
  const message = `the attributes ${attributes.join(', ')} of a partition are not different bits from 0 to 63`;
  return [diskFault('disk/attributes', message, at, 'give the number of each bit once')];
}

function diskFault(code: string, message: string, at: Location | undefined, hint: string): Fault {
  return new Fault(code, message, { ...defined({ at }), hint });
}

const userName = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,255}$/;
const groupName = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/;
const plainPath = /^[^\n\r\u2028\u2029]*$/;

function editFaults(edit: DeploymentEdit, at: Location): readonly Fault[] {
  switch (edit.kind) {
    case 'users':
      return edit.users.flatMap(({ name }) => nameFaults('user', name, userName, inside(at, 'user')));
    case 'groups':
      return edit.groups.flatMap(({ name }, index) => nameFaults('group', name, groupName, inside(at, 'group', index)));
    case 'directories':
      return edit.directories.flatMap(({ path }, index) => pathFaults(path, at, ['directories', index]));
    case 'files':
      return edit.files.flatMap((file, index) =>
        // The stage that copies files takes any path; those that set permissions do not.
        file.mode === undefined && file.user === undefined && file.group === undefined
          ? []
          : pathFaults(file.path, at, ['files', index]),
      );
    default:
      return [];
  }
}

function nameFaults(what: string, name: string, allowed: RegExp, at: Location): readonly Fault[] {
  if (allowed.test(name)) return [];
  const message = `osbuild rejects ${JSON.stringify(name)} as the name of a ${what}`;
  const hint = 'use letters and digits of ASCII, "_", "." and "-", no dash first';
  return [new Fault('blueprint/account-name', message, { at, hint })];
}

function pathFaults(path: string, at: Location, place: readonly PathStep[]): readonly Fault[] {
  if (plainPath.test(path)) return [];
  const message = `osbuild rejects the path ${JSON.stringify(path)}, which has a line break in it`;
  return [new Fault('blueprint/path', message, { at: inside(at, ...place), hint: 'use a name without line breaks' })];
}
