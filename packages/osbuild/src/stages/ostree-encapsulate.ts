import * as z from 'zod';

/** Options of `org.osbuild.ostree.encapsulate`, in the order in which they are written. */
export const ostreeEncapsulate = z.strictObject({
  filename: z.string(),
  cmd: z.exactOptional(z.array(z.string())),
  copymeta: z.exactOptional(z.array(z.string())),
  format_version: z.exactOptional(z.int()),
  labels: z.exactOptional(z.array(z.string())),
  max_layers: z.exactOptional(z.int()),
});
