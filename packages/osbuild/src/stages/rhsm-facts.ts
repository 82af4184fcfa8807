import * as z from 'zod';

/** Options of `org.osbuild.rhsm.facts`, in the order in which they are written. */
export const rhsmFacts = z.looseObject({ facts: z.exactOptional(z.record(z.string(), z.unknown())) });
