import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.rhsm.facts`, in the order in which they are written. */
export const rhsmFacts = z.looseObject({ facts: z.exactOptional(z.record(z.string(), z.unknown())) });

export type RhsmFactsOptions = OptionsOf<typeof rhsmFacts>;
