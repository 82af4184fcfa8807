import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.luks2.remove-key`, in the order in which they are written. */
export const luks2RemoveKey = z.strictObject({ passphrase: z.string() });

export type Luks2RemoveKeyOptions = OptionsOf<typeof luks2RemoveKey>;
