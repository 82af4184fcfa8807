import * as z from 'zod';
import { distinctItems } from '../schema/distinct-items.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.rpm`, in the order in which they are written. */
export const rpm = z.strictObject({
  dbpath: z.exactOptional(z.string()),
  gpgkeys: z.exactOptional(z.array(z.string())),
  'gpgkeys.fromtree': z.exactOptional(z.array(z.string())),
  rpmkeys: z.exactOptional(
    z.strictObject({ bin_path: z.exactOptional(z.string()), ignore_import_failures: z.exactOptional(z.boolean()) }),
  ),
  disable_dracut: z.exactOptional(z.boolean()),
  exclude: z.exactOptional(z.strictObject({ docs: z.exactOptional(z.boolean()) })),
  install_langs: z.exactOptional(
    z
      .array(z.string())
      .min(1)
      .refine(...distinctItems),
  ),
  nodeps: z.exactOptional(z.boolean()),
  ignorearch: z.exactOptional(z.boolean()),
  ostree_booted: z.exactOptional(z.boolean()),
  generic_env: z.exactOptional(z.record(z.string(), z.string())),
  kernel_install_env: z.exactOptional(
    z.strictObject({
      boot_root: z.exactOptional(z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/))),
      conf_root: z.exactOptional(z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/))),
      plugins: z.exactOptional(z.string()),
      machine_id: z.exactOptional(z.string().regex(pythonRegex(/^[a-f0-9]{32}$/))),
    }),
  ),
});
