import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.timezone`, in the order in which they are written. */
export const timezone = z.strictObject({ zone: z.string() });

export type TimezoneOptions = OptionsOf<typeof timezone>;
