import type { Given } from '../arguments/option.ts';
import { profile, rootFilesystem } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

export const describeOptions = {
  ...sourceOptions,
  bootcDefaultFs: rootFilesystem('root file system of the partition table (default: that of the container, or ext4)'),
  profile: profile(),
};

export type DescribeGiven = Given<typeof describeOptions>;
