import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.test`, in the order in which they are written. */
export const test = z.strictObject({ script: z.string() });

export type TestOptions = OptionsOf<typeof test>;
