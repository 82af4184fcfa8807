import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.hostname`, in the order in which they are written. */
export const hostname = z.strictObject({ hostname: z.string() });

export type HostnameOptions = OptionsOf<typeof hostname>;
