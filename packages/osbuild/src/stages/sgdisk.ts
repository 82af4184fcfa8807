import * as z from 'zod';
import { partitionEntry } from '../shared-schemas.ts';

/** Options of `org.osbuild.sgdisk`, in the order in which they are written. */
export const sgdisk = z.strictObject({
  uuid: z.string(),
  quote_partition_name: z.exactOptional(z.boolean()),
  label: z.exactOptional(z.literal('gpt')),
  partitions: z.exactOptional(z.array(partitionEntry)),
});
