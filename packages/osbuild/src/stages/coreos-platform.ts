import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.coreos.platform`, in the order in which they are written. */
export const coreosPlatform = z.strictObject({ platform: z.exactOptional(z.string()) });

export type CoreosPlatformOptions = OptionsOf<typeof coreosPlatform>;
