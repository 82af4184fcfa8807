import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.gunzip`, in the order in which they are written. */
export const gunzip = z.strictObject({ path: z.string() });

export type GunzipOptions = OptionsOf<typeof gunzip>;
