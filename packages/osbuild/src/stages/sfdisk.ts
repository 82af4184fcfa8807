import * as z from 'zod';
import { partitionEntry } from '../shared-schemas.ts';

/** Options of `org.osbuild.sfdisk`, in the order in which they are written. */
export const sfdisk = z.strictObject({
  label: z.literal(['mbr', 'dos', 'gpt']),
  uuid: z.string(),
  partitions: z.exactOptional(z.array(partitionEntry)),
});
