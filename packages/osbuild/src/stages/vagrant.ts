import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.vagrant`, in the order in which they are written. */
export const vagrant = z.union([
  z.strictObject({ provider: z.literal('libvirt') }),
  z.strictObject({
    provider: z.literal('virtualbox'),
    virtualbox: z.strictObject({ mac_address: z.string().regex(pythonRegex(/^[a-fA-F0-9]{12}$/)) }),
    synced_folders: z.exactOptional(
      z.strictObject({
        '/vagrant': z.exactOptional(z.strictObject({ type: z.exactOptional(z.literal(['vboxfs', 'rsync'])) })),
      }),
    ),
  }),
]);
