import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';
import { environmentVariable, installSection, unitSection } from '../shared-schemas.ts';

/** Options of `org.osbuild.containers.unit.create`, in the order in which they are written. */
export const containersUnitCreate = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w:.\\-]+(?:@[\w:.\\-]*)?\.(container|volume|network)$/)),
  'unit-path': z.exactOptional(z.literal(['usr', 'etc'])),
  config: z
    .strictObject({
      Unit: z.exactOptional(unitSection),
      Service: z.exactOptional(
        z.strictObject({
          Restart: z.exactOptional(
            z.literal(['no', 'on-success', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort', 'always']),
          ),
        }),
      ),
      Container: z.exactOptional(
        z.strictObject({
          Environment: z.exactOptional(z.array(environmentVariable)),
          Image: z.string(),
          Exec: z.exactOptional(z.string()),
          Volume: z.exactOptional(z.array(z.string())),
          User: z.exactOptional(z.string()),
          Group: z.exactOptional(z.string()),
          AddDevice: z.exactOptional(z.string()),
          Network: z.exactOptional(z.string()),
          WorkingDir: z.exactOptional(z.string()),
          SecurityLabelFileType: z.exactOptional(z.string()),
          SecurityLabelType: z.exactOptional(z.string()),
          Tmpfs: z.exactOptional(z.string()),
        }),
      ),
      Volume: z.exactOptional(
        z.strictObject({
          VolumeName: z.exactOptional(z.string()),
          Driver: z.exactOptional(z.string()),
          Image: z.exactOptional(z.string()),
          User: z.exactOptional(z.string()),
          Group: z.exactOptional(z.string()),
        }),
      ),
      Network: z.exactOptional(
        z.strictObject({
          Gateway: z.exactOptional(z.boolean()),
          DNS: z.exactOptional(z.boolean()),
          IPRange: z.exactOptional(z.boolean()),
          Subnet: z.exactOptional(z.boolean()),
          Driver: z.exactOptional(z.boolean()),
          NetworkName: z.exactOptional(z.boolean()),
        }),
      ),
      Install: z.exactOptional(installSection),
    })
    .refine(
      ...keysMeet({
        oneOf: [
          {
            required: ['Unit', 'Container', 'Install'],
            not: { anyOf: [{ required: ['Volume'] }, { required: ['Network'] }] },
          },
          { required: ['Volume'], not: { anyOf: [{ required: ['Container'] }, { required: ['Network'] }] } },
          { required: ['Network'], not: { anyOf: [{ required: ['Container'] }, { required: ['Volume'] }] } },
        ],
      }),
    ),
});
