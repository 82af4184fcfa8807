import * as z from 'zod';

/** Options of `org.osbuild.bootctl.install.root`, in the order in which they are written. */
export const bootctlInstallRoot = z.strictObject({
  root: z.xor([z.string().regex(/^mount:\/\/[^/]+\//), z.string().regex(/^tree:\/\/\//)]),
  'esp-path': z.exactOptional(z.string()),
  'boot-path': z.exactOptional(z.string()),
  'relax-esp-checks': z.exactOptional(z.boolean()),
  'random-seed': z.exactOptional(z.literal(['yes', 'no'])),
  'make-entry-directory': z.exactOptional(z.literal(['yes', 'no'])),
  'entry-token': z.exactOptional(z.literal(['auto', 'machine-id', 'os-id', 'os-image-id'])),
});
