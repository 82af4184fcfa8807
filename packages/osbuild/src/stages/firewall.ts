import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.firewall`, in the order in which they are written. */
export const firewall = z.strictObject({
  ports: z.exactOptional(z.array(z.string().regex(pythonRegex(/.:(tcp|udp|sctp|dccp)$/)))),
  enabled_services: z.exactOptional(z.array(z.string())),
  disabled_services: z.exactOptional(z.array(z.string())),
  default_zone: z.exactOptional(z.string()),
  zones: z.exactOptional(
    z
      .array(z.strictObject({ name: z.string().regex(pythonRegex(/^[a-zA-Z0-9_-]+$/)), sources: z.array(z.string()) }))
      .min(1),
  ),
});
