import type { Given } from '../given.ts';
import type { StageOptions } from './stage-options.ts';
import { withoutZeros } from './without-zeros.ts';

/** A partition as `org.osbuild.sfdisk` takes it. */
export type SfdiskPartition = NonNullable<StageOptions['org.osbuild.sfdisk']['partitions']>[number];

/** A partition with its fields in the order of the manifest, `withoutZeros`; sizes and offsets are in sectors. */
export function sfdiskPartition(fields: Given<SfdiskPartition>): SfdiskPartition {
  const { bootable, name, partnum, size, start, type, uuid, attrs } = fields;
  return withoutZeros({ bootable, name, partnum, size, start, type, uuid, attrs }, 'partnum');
}
