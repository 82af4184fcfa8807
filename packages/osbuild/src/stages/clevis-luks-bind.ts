import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.clevis.luks-bind`, in the order in which they are written. */
export const clevisLuksBind = z.strictObject({ passphrase: z.string(), pin: z.string(), policy: z.string() });

export type ClevisLuksBindOptions = OptionsOf<typeof clevisLuksBind>;
