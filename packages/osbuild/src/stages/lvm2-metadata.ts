import * as z from 'zod';

/** Options of `org.osbuild.lvm2.metadata`, in the order in which they are written. */
export const lvm2Metadata = z.looseObject({
  creation_host: z.exactOptional(z.string().min(1).max(255)),
  creation_time: z.exactOptional(z.string().regex(/[0-9]+/)),
  description: z.exactOptional(z.string().min(1)),
  vg_name: z.string().regex(/[a-zA-Z0-9+_.][a-zA-Z0-9+_.-]*/),
});
