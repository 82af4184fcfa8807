import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.pacman-keyring`, in the order in which they are written. */
export const pacmanKeyring = z.strictObject({ keyrings: z.exactOptional(z.array(z.unknown())) });

export type PacmanKeyringOptions = OptionsOf<typeof pacmanKeyring>;
