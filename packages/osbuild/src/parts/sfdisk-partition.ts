import { defined } from '@bootwright/core';
import type { Given } from '../given.ts';
import type { StageOptions } from './stage-options.ts';

/** A partition as `org.osbuild.sfdisk` takes it. */
export type SfdiskPartition = NonNullable<StageOptions['org.osbuild.sfdisk']['partitions']>[number];

/**
 * A partition with its fields in the order of the manifest; sizes and offsets are in sectors. As in the reference, what
 * is false, zero, empty or absent is left out.
 */
export function sfdiskPartition(fields: Given<SfdiskPartition>): SfdiskPartition {
  const { bootable = false, name = '', partnum, size = 0, start = 0, type = '', uuid = '', attrs = [] } = fields;
  return {
    ...(bootable ? { bootable } : {}),
    ...(name === '' ? {} : { name }),
    ...defined({ partnum }),
    ...(size === 0 ? {} : { size }),
    ...(start === 0 ? {} : { start }),
    ...(type === '' ? {} : { type }),
    ...(uuid === '' ? {} : { uuid }),
    ...(attrs.length === 0 ? {} : { attrs }),
  };
}
