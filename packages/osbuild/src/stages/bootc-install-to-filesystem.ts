import * as z from 'zod';

/** Options of `org.osbuild.bootc.install-to-filesystem`, in the order in which they are written. */
export const bootcInstallToFilesystem = z.strictObject({
  'root-ssh-authorized-keys': z.exactOptional(z.array(z.string())),
  'kernel-args': z.exactOptional(z.array(z.string())),
  'target-imgref': z.exactOptional(z.string()),
  stateroot: z.exactOptional(z.string()),
  'root-mount-spec': z.exactOptional(z.string()),
  'boot-mount-spec': z.exactOptional(z.string()),
  'bootupd-skip-boot-uuid': z.exactOptional(z.boolean()),
  bootloader: z.exactOptional(z.literal(['grub', 'systemd', 'none'])),
  composefs: z.exactOptional(z.boolean()),
});
