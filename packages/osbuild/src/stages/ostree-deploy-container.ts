import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.ostree.deploy.container`, in the order in which they are written. */
export const ostreeDeployContainer = z.strictObject({
  osname: z.string(),
  kernel_opts: z.exactOptional(z.array(z.string())),
  target_imgref: z
    .string()
    .regex(
      pythonRegex(
        /^(ostree-remote-registry|ostree-remote-image|ostree-image-signed|ostree-unverified-registry|ostree-unverified-image):.*$/,
      ),
    ),
  rootfs: z.exactOptional(
    z
      .looseObject({ label: z.exactOptional(z.string()), uuid: z.exactOptional(z.string()) })
      .refine(...keysMeet({ oneOf: [{ required: ['uuid'] }, { required: ['label'] }] })),
  ),
  mounts: z.exactOptional(z.array(z.string())),
});
