import * as z from 'zod';

/** Options of `org.osbuild.parted`, in the order in which they are written. */
export const parted = z.strictObject({
  label: z.literal('gpt'),
  partitions: z.exactOptional(
    z.array(
      z.looseObject({
        bootable: z.exactOptional(z.boolean()),
        name: z.exactOptional(z.string()),
        size: z.exactOptional(z.int()),
        start: z.exactOptional(z.int()),
        type: z.exactOptional(z.string()),
      }),
    ),
  ),
});
