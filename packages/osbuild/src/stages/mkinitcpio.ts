import * as z from 'zod';

/** Options of `org.osbuild.mkinitcpio`, in the order in which they are written. */
export const mkinitcpio = z.strictObject({ preset: z.exactOptional(z.string()) });
