import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.zipl`, in the order in which they are written. */
export const zipl = z.strictObject({ timeout: z.exactOptional(z.number()) });

export type ZiplOptions = OptionsOf<typeof zipl>;
