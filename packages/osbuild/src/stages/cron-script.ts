import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.cron.script`, in the order in which they are written. */
export const cronScript = z
  .strictObject({
    interval: z.literal(['hourly', 'daily', 'weekly', 'monthly']),
    filename: z.string().regex(pythonRegex(/^[\w.-]{1,255}$/)),
    simple: z.exactOptional(z.looseObject({ comment: z.exactOptional(z.array(z.string())), command: z.string() })),
  })
  .refine(...keysMeet({ oneOf: [{ required: ['simple'] }] }));
