import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const reportingHandlers = z.literal(['log', 'print', 'webhook', 'hyperv']);

/** Options of `org.osbuild.cloud-init`, in the order in which they are written. */
export const cloudInit = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,251}\.cfg$/)),
  config: z
    .strictObject({
      ssh_pwauth: z.exactOptional(z.boolean()),
      system_info: z.exactOptional(
        z
          .strictObject({
            default_user: z.exactOptional(
              z.strictObject({ name: z.exactOptional(z.string()) }).refine(...keysMeet({ minProperties: 1 })),
            ),
          })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
      reporting: z.exactOptional(
        z
          .strictObject({
            logging: z.exactOptional(z.strictObject({ type: z.exactOptional(reportingHandlers) })),
            telemetry: z.exactOptional(z.strictObject({ type: z.exactOptional(reportingHandlers) })),
          })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
      datasource: z.exactOptional(
        z
          .looseObject({
            Azure: z.exactOptional(
              z
                .looseObject({ apply_network_config: z.exactOptional(z.boolean()) })
                .refine(...keysMeet({ minProperties: 1 })),
            ),
          })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
      datasource_list: z.exactOptional(z.array(z.literal(['Azure', 'Ec2', 'Oracle', 'NoCloud', 'WSL', 'None']))),
      output: z.exactOptional(
        z
          .looseObject({
            init: z.exactOptional(z.string()),
            config: z.exactOptional(z.string()),
            final: z.exactOptional(z.string()),
            all: z.exactOptional(z.string()),
          })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
      network: z.exactOptional(
        z.looseObject({ config: z.exactOptional(z.literal('disabled')) }).refine(...keysMeet({ minProperties: 1 })),
      ),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
