import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.discinfo`, in the order in which they are written. */
export const discinfo = z.looseObject({ basearch: z.string(), release: z.string() });

export type DiscinfoOptions = OptionsOf<typeof discinfo>;
