import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';
import { environmentVariable } from '../shared-schemas.ts';

/** Options of `org.osbuild.systemd.unit`, in the order in which they are written. */
export const systemdUnit = z.strictObject({
  unit: z.string().regex(pythonRegex(/^[\w:.\\-]+(?:@[\w:.\\-]*)?\.(service|timer)$/)),
  dropin: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  config: z.strictObject({
    Service: z.exactOptional(
      z.strictObject({ Environment: z.exactOptional(z.union([z.string(), z.array(environmentVariable)])) }),
    ),
    Unit: z.exactOptional(z.strictObject({ ConditionPathExists: z.exactOptional(z.string()) })),
  }),
  'unit-type': z.exactOptional(z.literal(['system', 'global'])),
});
