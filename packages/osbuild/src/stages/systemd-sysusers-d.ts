import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

const sysuserConfig = z.strictObject({
  'path-prefix': z.exactOptional(z.literal(['usr', 'etc'])),
  filename: z.string().regex(pythonRegex(/\.conf$/)),
  entries: z.array(
    z.looseObject({
      type: z.literal(['u', 'u!', 'g', 'm', 'r']),
      name: z.string().regex(pythonRegex(/^([a-z]+(?:[-_][a-zA-Z0-9_-]{0,30})?|-)$/)),
      id: z.exactOptional(z.string()),
      gecos: z.exactOptional(z.string()),
      home: z.exactOptional(z.string()),
      shell: z.exactOptional(z.string()),
    }),
  ),
});

/** Options of `org.osbuild.systemd-sysusers.d`, in the order in which they are written. */
export const systemdSysusersD = z.strictObject({ config: sysuserConfig });
