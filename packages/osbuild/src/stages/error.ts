import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.error`, in the order in which they are written. */
export const error = z.strictObject({ returncode: z.exactOptional(z.number()) });

export type ErrorOptions = OptionsOf<typeof error>;
