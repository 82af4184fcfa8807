import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.debug-shell`, in the order in which they are written. */
export const debugShell = z.strictObject({ tty: z.string() });

export type DebugShellOptions = OptionsOf<typeof debugShell>;
