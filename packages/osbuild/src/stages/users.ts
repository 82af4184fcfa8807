import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.users`, in the order in which they are written. */
export const users = z.strictObject({
  users: z.exactOptional(
    z.record(
      z.string().regex(pythonRegex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,255}$/)),
      z.looseObject({
        uid: z.exactOptional(z.number()),
        gid: z.exactOptional(z.number()),
        groups: z.exactOptional(z.array(z.string())),
        description: z.exactOptional(z.string()),
        home: z.exactOptional(z.string()),
        shell: z.exactOptional(z.string()),
        password: z.exactOptional(z.string()),
        key: z.exactOptional(z.string()),
        keys: z.exactOptional(z.array(z.string())),
        expiredate: z.exactOptional(z.int()),
        force_password_reset: z.exactOptional(z.boolean()),
      }),
    ),
  ),
});
