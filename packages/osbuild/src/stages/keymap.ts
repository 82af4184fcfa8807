import * as z from 'zod';

/** Options of `org.osbuild.keymap`, in the order in which they are written. */
export const keymap = z.strictObject({
  keymap: z.string(),
  'x11-keymap': z.exactOptional(z.strictObject({ layouts: z.array(z.string().min(2)).min(1) })),
  font: z.exactOptional(z.string()),
});
