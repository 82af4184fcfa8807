import * as z from 'zod';
import { distinctItems } from '../schema/distinct-items.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const variable = z.strictObject({ name: z.string().regex(pythonRegex(/^[a-z0-9_]+$/)), value: z.string() });

const configMain = z.strictObject({
  ip_resolve: z.exactOptional(z.literal(['4', 'IPv4', '6', 'IPv6'])),
  tsflags: z.exactOptional(
    z
      .array(z.literal(['noscripts', 'test', 'notriggers', 'nodocs', 'justdb', 'nocontexts', 'nocaps', 'nocrypto']))
      .min(1)
      .refine(...distinctItems),
  ),
});

/** Options of `org.osbuild.dnf.config`, in the order in which they are written. */
export const dnfConfig = z.strictObject({
  variables: z.exactOptional(z.array(variable)),
  config: z.exactOptional(z.strictObject({ main: z.exactOptional(configMain) })),
});
