import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.xz`, in the order in which they are written. */
export const xz = z.strictObject({ filename: z.string() });

export type XzOptions = OptionsOf<typeof xz>;
