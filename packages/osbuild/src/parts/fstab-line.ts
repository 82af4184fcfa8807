import type { Given } from '../given.ts';
import type { StageOptions } from './stage-options.ts';
import { withoutZeros } from './without-zeros.ts';

/** A line of /etc/fstab as `org.osbuild.fstab` takes it. */
export type FstabLine = StageOptions['org.osbuild.fstab']['filesystems'][number];

/** A line with its fields in the order of the manifest, `withoutZeros` but for the type. */
export function fstabLine(fields: Given<FstabLine> & { readonly vfs_type: string }): FstabLine {
  const { device, uuid, label, partlabel, vfs_type, path, options, freq, passno } = fields;
  return withoutZeros({ device, uuid, label, partlabel, vfs_type, path, options, freq, passno }, 'vfs_type');
}
