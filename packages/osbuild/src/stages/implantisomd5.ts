import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.implantisomd5`, in the order in which they are written. */
export const implantisomd5 = z.strictObject({ filename: z.string() });

export type Implantisomd5Options = OptionsOf<typeof implantisomd5>;
