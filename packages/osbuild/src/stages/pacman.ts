import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.pacman`, in the order in which they are written. */
export const pacman = z.strictObject({});

export type PacmanOptions = OptionsOf<typeof pacman>;
