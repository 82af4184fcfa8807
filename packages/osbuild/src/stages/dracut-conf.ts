import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.dracut.conf`, in the order in which they are written. */
export const dracutConf = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  config: z
    .strictObject({
      compress: z.exactOptional(z.string()),
      dracutmodules: z.exactOptional(z.array(z.string())),
      add_dracutmodules: z.exactOptional(z.array(z.string())),
      omit_dracutmodules: z.exactOptional(z.array(z.string())),
      drivers: z.exactOptional(z.array(z.string())),
      add_drivers: z.exactOptional(z.array(z.string())),
      omit_drivers: z.exactOptional(z.array(z.string())),
      force_drivers: z.exactOptional(z.array(z.string())),
      filesystems: z.exactOptional(z.array(z.string())),
      install_items: z.exactOptional(z.array(z.string())),
      remove_items: z.exactOptional(z.array(z.string())),
      early_microcode: z.exactOptional(z.boolean()),
      reproducible: z.exactOptional(z.boolean()),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
