import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.tuned`, in the order in which they are written. */
export const tuned = z.strictObject({ profiles: z.array(z.string().min(1)).min(1) });

export type TunedOptions = OptionsOf<typeof tuned>;
