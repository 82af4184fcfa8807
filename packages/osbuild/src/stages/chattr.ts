import * as z from 'zod';

/** Options of `org.osbuild.chattr`, in the order in which they are written. */
export const chattr = z.strictObject({
  items: z.exactOptional(
    z.record(z.string().regex(/^mount:\/\/[^/]+\/|^tree:\/\/\//), z.looseObject({ immutable: z.boolean() })),
  ),
});
