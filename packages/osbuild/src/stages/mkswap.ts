import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.mkswap`, in the order in which they are written. */
export const mkswap = z.strictObject({ uuid: z.string(), label: z.exactOptional(z.string().max(12)) });

export type MkswapOptions = OptionsOf<typeof mkswap>;
