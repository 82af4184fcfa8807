import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.zstd`, in the order in which they are written. */
export const zstd = z.strictObject({ filename: z.string() });

export type ZstdOptions = OptionsOf<typeof zstd>;
