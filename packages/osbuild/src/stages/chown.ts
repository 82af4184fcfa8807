import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.chown`, in the order in which they are written. */
export const chown = z.strictObject({
  items: z.exactOptional(
    z.record(
      z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
      z
        .looseObject({
          user: z.exactOptional(
            z.union([z.string().regex(pythonRegex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/)), z.number().min(0)]),
          ),
          group: z.exactOptional(
            z.union([z.string().regex(pythonRegex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/)), z.number().min(0)]),
          ),
          recursive: z.exactOptional(z.boolean()),
        })
        .refine(...keysMeet({ anyOf: [{ required: ['user'] }, { required: ['group'] }] })),
    ),
  ),
});
