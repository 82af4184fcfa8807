import * as z from 'zod';
import { distinctItems } from '../schema/distinct-items.ts';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.sfdisk`, in the order in which they are written. */
export const sfdisk = z.strictObject({
  label: z.literal(['mbr', 'dos', 'gpt']),
  uuid: z.string(),
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

export type SfdiskOptions = OptionsOf<typeof sfdisk>;
