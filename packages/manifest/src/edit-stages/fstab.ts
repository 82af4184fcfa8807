import { fstabEntities } from '@bootwright/disk';
import { compareKeys, fstabLine, type Stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

/** /etc/fstab, in the order of passes and paths. */
export function fstab(context: ImageContext): readonly Stage[] {
  const filesystems = fstabEntities(context.plan.disk.table)
    .map(({ uuid, type, path, options, frequency, pass }) => ({
      order: `${pass}${path}`,
      line: fstabLine({ uuid, vfs_type: type, path, options, freq: frequency, passno: pass }),
    }))
    .sort((a, b) => compareKeys(a.order, b.order))
    .map(({ line }) => line);
  return [inDeployment('org.osbuild.fstab', { filesystems }, context)];
}
