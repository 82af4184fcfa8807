import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.ostree`, in the order in which they are written. */
export const ostree = z.looseObject({
  mounts: z.exactOptional(z.array(z.looseObject({ path: z.string(), mode: z.exactOptional(z.int()) }))),
  osname: z.string(),
  kernel_opts: z.exactOptional(z.array(z.string())),
  ref: z.exactOptional(z.string()),
  remotes: z.exactOptional(
    z.array(
      z.looseObject({
        name: z.string(),
        url: z.string(),
        branches: z.exactOptional(z.array(z.string())),
        gpgkeys: z.exactOptional(z.array(z.string())),
      }),
    ),
  ),
  rootfs: z.exactOptional(
    z
      .looseObject({ label: z.exactOptional(z.string()), uuid: z.exactOptional(z.string()) })
      .refine(...keysMeet({ oneOf: [{ required: ['uuid'] }, { required: ['label'] }] })),
  ),
  populate_var: z.exactOptional(z.boolean()),
});
