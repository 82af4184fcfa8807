import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.update-crypto-policies`, in the order in which they are written. */
export const updateCryptoPolicies = z.strictObject({ policy: z.string().min(1) });

export type UpdateCryptoPoliciesOptions = OptionsOf<typeof updateCryptoPolicies>;
