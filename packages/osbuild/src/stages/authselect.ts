import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.authselect`, in the order in which they are written. */
export const authselect = z.strictObject({
  profile: z.string(),
  features: z.exactOptional(z.array(z.string()).min(1)),
});

export type AuthselectOptions = OptionsOf<typeof authselect>;
