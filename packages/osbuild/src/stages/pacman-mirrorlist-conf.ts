import * as z from 'zod';

/** Options of `org.osbuild.pacman.mirrorlist.conf`, in the order in which they are written. */
export const pacmanMirrorlistConf = z.strictObject({
  filename: z.exactOptional(z.string()),
  mirrors: z.exactOptional(z.array(z.string())),
});
