import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.dmverity`, in the order in which they are written. */
export const dmverity = z.strictObject({ blocksize: z.exactOptional(z.number()), root_hash_file: z.string() });

export type DmverityOptions = OptionsOf<typeof dmverity>;
