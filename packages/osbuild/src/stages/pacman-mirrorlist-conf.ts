import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.pacman.mirrorlist.conf`, in the order in which they are written. */
export const pacmanMirrorlistConf = z.strictObject({
  filename: z.exactOptional(z.string()),
  mirrors: z.exactOptional(z.array(z.string())),
});

export type PacmanMirrorlistConfOptions = OptionsOf<typeof pacmanMirrorlistConf>;
