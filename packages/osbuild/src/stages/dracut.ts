import * as z from 'zod';

/** Options of `org.osbuild.dracut`, in the order in which they are written. */
export const dracut = z.looseObject({
  kernel: z.array(z.string()),
  compress: z.exactOptional(z.string()),
  modules: z.exactOptional(z.array(z.string())),
  add_modules: z.exactOptional(z.array(z.string())),
  omit_modules: z.exactOptional(z.array(z.string())),
  drivers: z.exactOptional(z.array(z.string())),
  add_drivers: z.exactOptional(z.array(z.string())),
  omit_drivers: z.exactOptional(z.array(z.string())),
  force_drivers: z.exactOptional(z.array(z.string())),
  filesystems: z.exactOptional(z.array(z.string())),
  include: z.exactOptional(z.array(z.record(z.string(), z.unknown()))),
  install: z.exactOptional(z.array(z.string())),
  early_microcode: z.exactOptional(z.boolean()),
  reproducible: z.exactOptional(z.boolean()),
  initoverlayfs: z.exactOptional(z.boolean()),
  extra: z.exactOptional(z.array(z.string())),
  remove: z.exactOptional(z.array(z.string())),
});
