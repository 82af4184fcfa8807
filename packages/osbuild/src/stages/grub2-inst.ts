import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

const coreMkimage = z.strictObject({
  type: z.literal('mkimage'),
  partlabel: z.literal(['gpt', 'dos']),
  filesystem: z.literal(['ext4', 'xfs', 'btrfs', 'iso9660']),
  binary: z.exactOptional(z.string()),
});

const prefixPartition = z.strictObject({
  type: z.literal('partition'),
  partlabel: z.literal(['gpt', 'dos']),
  number: z.number(),
  path: z.string().regex(pythonRegex(/\/.*/)),
});

const prefixPath = z.strictObject({ path: z.string().regex(pythonRegex(/\/.*/)) });

/** Options of `org.osbuild.grub2.inst`, in the order in which they are written. */
export const grub2Inst = z.strictObject({
  filename: z.string(),
  platform: z.string(),
  location: z.exactOptional(z.int()),
  core: z.union([coreMkimage]),
  prefix: z.xor([prefixPartition, prefixPath]),
  'sector-size': z.exactOptional(z.number()),
});
