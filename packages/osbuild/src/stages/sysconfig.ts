import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.sysconfig`, in the order in which they are written. */
export const sysconfig = z.strictObject({
  kernel: z.exactOptional(
    z.strictObject({ update_default: z.exactOptional(z.boolean()), default_kernel: z.exactOptional(z.string()) }),
  ),
  network: z.exactOptional(
    z.strictObject({ networking: z.exactOptional(z.boolean()), no_zero_conf: z.exactOptional(z.boolean()) }),
  ),
  'network-scripts': z.exactOptional(
    z.strictObject({
      ifcfg: z.exactOptional(
        z.record(
          z.string().regex(pythonRegex(/^[^/:.\s]{1,2}[^/:\s]{0,13}$/)),
          z.strictObject({
            bootproto: z.exactOptional(z.literal(['none', 'bootp', 'dhcp', 'static', 'ibft', 'autoip', 'shared'])),
            device: z.exactOptional(z.string()),
            ipv6init: z.exactOptional(z.boolean()),
            onboot: z.exactOptional(z.boolean()),
            peerdns: z.exactOptional(z.boolean()),
            type: z.exactOptional(z.literal(['Ethernet', 'Wireless', 'InfiniBand', 'Bridge', 'Bond', 'Vlan'])),
            userctl: z.exactOptional(z.boolean()),
          }),
        ),
      ),
    }),
  ),
  livesys: z.exactOptional(z.strictObject({ session: z.string() })),
  desktop: z.exactOptional(
    z
      .strictObject({ preferred: z.exactOptional(z.string()), displaymanager: z.exactOptional(z.string()) })
      .refine(...keysMeet({ anyOf: [{ required: ['preferred'] }, { required: ['displaymanager'] }] })),
  ),
});
