import { unreachable } from '@bootwright/core';
import type { Stage } from '@bootwright/osbuild';
import type { DeploymentEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';
import { groups, users } from './accounts.ts';
import { grubConsole, ignition } from './boot-partition.ts';
import { fstab } from './fstab.ts';
import { liveRoot } from './live-root.ts';
import { mountUnits } from './mount-units.ts';
import { directories, files } from './nodes.ts';
import { registration } from './registration.ts';

/** Every edit of the deployment, in the order of the plan. */
export function deploymentEdits(context: ImageContext): readonly Stage[] {
  return context.plan.customizations.edits.flatMap((edit) => editStages(edit, context));
}

function editStages(edit: DeploymentEdit, context: ImageContext): readonly Stage[] {
  switch (edit.kind) {
    case 'mounts':
      return edit.configuration === 'fstab' ? fstab(context) : mountUnits(edit, context);
    case 'groups':
      return groups(edit, context);
    case 'users':
      return users(edit, context);
    case 'live-root':
      return liveRoot(context);
    case 'registration':
      return registration(edit, context);
    case 'directories':
      return directories(edit.directories, context);
    case 'files':
      return files(edit.files, context);
    case 'ignition':
      return ignition(edit, context);
    case 'grub-console':
      return grubConsole(edit, context);
    default:
      return unreachable(edit);
  }
}
