import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.gzip`, in the order in which they are written. */
export const gzip = z.strictObject({ filename: z.string(), level: z.exactOptional(z.int().min(1).max(9)) });

export type GzipOptions = OptionsOf<typeof gzip>;
