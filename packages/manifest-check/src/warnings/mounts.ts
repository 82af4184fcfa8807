import { listOf, objectOf } from '@bootwright/core';

import type { Report } from '../problem.ts';
import type { PlacedStage } from './placed-stage.ts';

/** No mount is deeper; folders above deeper ones are not looked at. */
const deepest = 64;

/** Reports mounts that hide one that was made before them: osbuild mounts in the order of the list. */
export function reportMounts({ stage, path }: PlacedStage, report: Report): void {
  /** The first mount at or below a folder. */
  const below = new Map<string, string>();
  for (const [index, one] of listOf(stage.mounts).entries()) {
    const mount = objectOf(one);
    // Others are made over what is mounted, on purpose.
    if (typeof mount.target !== 'string' || mount.source === undefined) continue;
    const names = mount.target.split('/').filter((part) => part !== '');
    const target = `/${names.join('/')}`;
    const hidden = below.get(target);
    if (hidden !== undefined) {
      const message = `this mount at ${target} hides ${hidden}, which is made before`;
      report(() => ({
        code: 'manifest/mount-order',
        message,
        path: [...path, 'mounts', index],
        hint: 'sort mounts by their targets',
      }));
    }
    const described = `the mount ${JSON.stringify(mount.name)} at ${target}`;
    for (let depth = 0; depth <= Math.min(names.length, deepest); depth++) {
      const folder = `/${names.slice(0, depth).join('/')}`;
      if (!below.has(folder)) below.set(folder, described);
    }
  }
}
