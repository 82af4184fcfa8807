import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.truncate`, in the order in which they are written. */
export const truncate = z.strictObject({ filename: z.string(), size: z.string() });

export type TruncateOptions = OptionsOf<typeof truncate>;
