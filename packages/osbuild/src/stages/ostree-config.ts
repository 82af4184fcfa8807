import * as z from 'zod';

/** Options of `org.osbuild.ostree.config`, in the order in which they are written. */
export const ostreeConfig = z.strictObject({
  repo: z.string(),
  config: z.exactOptional(
    z.strictObject({
      sysroot: z.exactOptional(
        z.strictObject({
          readonly: z.exactOptional(z.boolean()),
          'bls-append-except-default': z.exactOptional(z.string()),
          bootloader: z.exactOptional(z.literal(['none', 'auto', 'grub2', 'syslinux', 'uboot', 'zipl', 'aboot'])),
          bootprefix: z.exactOptional(z.boolean()),
        }),
      ),
    }),
  ),
});
