import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.write-device`, in the order in which they are written. */
export const writeDevice = z.strictObject({ from: z.string().regex(/^input:\/\/[^/]+\//) });

export type WriteDeviceOptions = OptionsOf<typeof writeDevice>;
