import * as z from 'zod';

/** Options of `org.osbuild.coreos.live-artifacts.mono`, in the order in which they are written. */
export const coreosLiveArtifactsMono = z.strictObject({
  filenames: z.strictObject({
    'live-iso': z.string(),
    'live-kernel': z.string(),
    'live-initramfs': z.string(),
    'live-rootfs': z.string(),
  }),
});
