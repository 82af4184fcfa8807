import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.ostree.deploy`, in the order in which they are written. */
export const ostreeDeploy = z.strictObject({
  mounts: z.exactOptional(z.array(z.string())),
  osname: z.string(),
  kernel_opts: z.exactOptional(z.array(z.string())),
  ref: z.exactOptional(z.string()),
  remote: z.exactOptional(z.string()),
  rootfs: z.exactOptional(
    z
      .looseObject({ label: z.exactOptional(z.string()), uuid: z.exactOptional(z.string()) })
      .refine(...keysMeet({ oneOf: [{ required: ['uuid'] }, { required: ['label'] }] })),
  ),
});
