import type { Given } from '../given.ts';
import type { StageOptions } from './stage-options.ts';

/** A line of /etc/fstab as `org.osbuild.fstab` takes it. */
export type FstabLine = StageOptions['org.osbuild.fstab']['filesystems'][number];

/**
 * A line with its fields in the order of the manifest. As in the reference, what is zero, empty or absent is left out,
 * but for the type.
 */
export function fstabLine(fields: Given<FstabLine> & { readonly vfs_type: string }): FstabLine {
  const {
    device = '',
    uuid = '',
    label = '',
    partlabel = '',
    vfs_type,
    path = '',
    options = '',
    freq = 0,
    passno = 0,
  } = fields;
  return {
    ...(device === '' ? {} : { device }),
    ...(uuid === '' ? {} : { uuid }),
    ...(label === '' ? {} : { label }),
    ...(partlabel === '' ? {} : { partlabel }),
    vfs_type,
    ...(path === '' ? {} : { path }),
    ...(options === '' ? {} : { options }),
    ...(freq === 0 ? {} : { freq }),
    ...(passno === 0 ? {} : { passno }),
  };
}
