import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.nginx.conf`, in the order in which they are written. */
export const nginxConf = z.strictObject({
  path: z.exactOptional(z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/))),
  config: z.exactOptional(
    z.looseObject({
      listen: z.exactOptional(z.string()),
      root: z.exactOptional(z.string()),
      pid: z.exactOptional(z.string()),
      daemon: z.exactOptional(z.boolean()),
    }),
  ),
});
