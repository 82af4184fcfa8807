import * as z from 'zod';
import { distinctItems } from '../schema/distinct-items.ts';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.sgdisk`, in the order in which they are written. */
export const sgdisk = z.strictObject({
  uuid: z.string(),
  quote_partition_name: z.exactOptional(z.boolean()),
  label: z.exactOptional(z.literal('gpt')),
  partitions: z.exactOptional(
    z.array(
      z.looseObject({
        bootable: z.exactOptional(z.boolean()),
        name: z.exactOptional(z.string()),
        partnum: z.exactOptional(z.int()),
        size: z.exactOptional(z.int()),
        start: z.exactOptional(z.int()),
        type: z.exactOptional(z.string()),
        uuid: z.exactOptional(z.string()),
        attrs: z.exactOptional(
          z
            .array(z.int().min(0).max(63))
            .max(64)
            .refine(...distinctItems),
        ),
      }),
    ),
  ),
});

export type SgdiskOptions = OptionsOf<typeof sgdisk>;
