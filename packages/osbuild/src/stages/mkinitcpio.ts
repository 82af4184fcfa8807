import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.mkinitcpio`, in the order in which they are written. */
export const mkinitcpio = z.strictObject({ preset: z.exactOptional(z.string()) });

export type MkinitcpioOptions = OptionsOf<typeof mkinitcpio>;
