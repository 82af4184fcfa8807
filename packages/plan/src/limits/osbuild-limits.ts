import { groupNameFaults, userNameFaults } from '@bootwright/blueprint';
import { defined, Fault, inside, type Location, type PathStep } from '@bootwright/core';
import { tableLimits } from '@bootwright/disk';
import type { DiskPlan } from '../disk/disk-plan.ts';
import type { MountpointPlace } from '../disk/mountpoint-place.ts';
import type { DeploymentEdit } from '../edits/deployment-edit.ts';

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
    ...tableLimits(plan.disk.table).map(
      ({ code, message, hint, mountpoint }) =>
        new Fault(code, message, { ...defined({ at: plan.mountpointAt(mountpoint) }), hint }),
    ),
    ...plan.edits.flatMap((edit) => editFaults(edit, plan.at)),
  ];
}

const plainPath = /^[^\n\r\u2028\u2029]*$/;

function editFaults(edit: DeploymentEdit, at: Location): readonly Fault[] {
  switch (edit.kind) {
    case 'users':
      return edit.users.flatMap(({ name }) => userNameFaults(name, inside(at, 'user')));
    case 'groups':
      return edit.groups.flatMap(({ name }, index) => groupNameFaults(name, inside(at, 'group', index)));
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

function pathFaults(path: string, at: Location, place: readonly PathStep[]): readonly Fault[] {
  if (plainPath.test(path)) return [];
  const message = `osbuild rejects the path ${JSON.stringify(path)}, which has a line break in it`;
  return [new Fault('blueprint/path', message, { at: inside(at, ...place), hint: 'use a name without line breaks' })];
}
