import * as z from 'zod';

/** Options of `org.osbuild.mkfs.xfs`, in the order in which they are written. */
export const mkfsXfs = z.strictObject({
  uuid: z.string(),
  label: z.exactOptional(z.string().max(12)),
  agcount: z.exactOptional(z.int()),
});
