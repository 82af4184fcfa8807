import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.kernel-cmdline`, in the order in which they are written. */
export const kernelCmdline = z.strictObject({
  root_fs_uuid: z.exactOptional(
    z.xor([
      z.string().regex(pythonRegex(/^[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}$/)),
      z.string().regex(pythonRegex(/^[0-9A-Za-z]{4}-[0-9A-Za-z]{4}$/)),
    ]),
  ),
  kernel_opts: z.exactOptional(z.string()),
  kernel_cmdline_size: z.exactOptional(z.int().min(256).max(4096)),
});
