import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.locale`, in the order in which they are written. */
export const locale = z.strictObject({ language: z.string() });

export type LocaleOptions = OptionsOf<typeof locale>;
