import { goSort } from '@bootwright/core';
import { fstabEntities } from '@bootwright/disk';
import { compareKeys, fstabLine, type Stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

/** /etc/fstab, in the order of passes and paths. */
export function fstab(context: ImageContext): readonly Stage[] {
  const lines = fstabEntities(context.plan.disk.table).map(({ uuid, type, path, options, frequency, pass }) => ({
    order: `${pass}${path}`,
    line: fstabLine({ uuid, vfs_type: type, path, options, freq: frequency, passno: pass }),
  }));
  // Two swap areas are equal in this order.
  const filesystems = goSort(lines, (a, b) => compareKeys(a.order, b.order)).map(({ line }) => line);
  return [inDeployment('org.osbuild.fstab', { filesystems }, context)];
}
