import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const PPS = z.strictObject({
  name: z.literal('PPS'),
  device: z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
  clear: z.exactOptional(z.boolean()),
});

const SHM = z.strictObject({
  name: z.literal('SHM'),
  segment: z.int(),
  perm: z.exactOptional(z.string().regex(pythonRegex(/^[0-7]{4}$/))),
});

const SOCK = z.strictObject({
  name: z.literal('SOCK'),
  path: z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
});

const PHC = z.strictObject({
  name: z.literal('PHC'),
  path: z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
  nocrossts: z.exactOptional(z.boolean()),
  extpps: z.exactOptional(z.boolean()),
  pin: z.exactOptional(z.int()),
  channel: z.exactOptional(z.int()),
  clear: z.exactOptional(z.boolean()),
});

/** Options of `org.osbuild.chrony`, in the order in which they are written. */
export const chrony = z
  .strictObject({
    timeservers: z.exactOptional(z.array(z.string())),
    servers: z.exactOptional(
      z.array(
        z.strictObject({
          hostname: z.string(),
          minpoll: z.exactOptional(z.int().min(-6).max(24)),
          maxpoll: z.exactOptional(z.int().min(-6).max(24)),
          iburst: z.exactOptional(z.boolean()),
          prefer: z.exactOptional(z.boolean()),
        }),
      ),
    ),
    refclocks: z.exactOptional(
      z.array(
        z.strictObject({
          driver: z.union([PPS, SHM, SOCK, PHC]),
          poll: z.exactOptional(z.int()),
          dpoll: z.exactOptional(z.int()),
          offset: z.exactOptional(z.number()),
        }),
      ),
    ),
    leapsectz: z.exactOptional(z.string()),
  })
  .refine(...keysMeet({ minProperties: 1 }));
