import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.untar`, in the order in which they are written. */
export const untar = z.strictObject({ prefix: z.exactOptional(z.string()) });

export type UntarOptions = OptionsOf<typeof untar>;
