import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.ovf`, in the order in which they are written. */
export const ovf = z.strictObject({
  vmdk: z.string().regex(pythonRegex(/[a-zA-Z0-9+_.-].vmdk/)),
  vmware: z.exactOptional(
    z.strictObject({
      os_type: z.exactOptional(z.string()),
      virtual_hardware_version: z.exactOptional(z.string().regex(pythonRegex(/^vmx-[0-9]+$/))),
    }),
  ),
  virtualbox: z.exactOptional(
    z.strictObject({
      os_type: z.exactOptional(z.string()),
      mac_address: z.exactOptional(z.string().regex(pythonRegex(/^[a-fA-F0-9]{12}$/))),
    }),
  ),
});
