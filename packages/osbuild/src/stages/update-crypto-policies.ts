import * as z from 'zod';

/** Options of `org.osbuild.update-crypto-policies`, in the order in which they are written. */
export const updateCryptoPolicies = z.strictObject({ policy: z.string().min(1) });
