import * as z from 'zod';

/** Options of `org.osbuild.clevis.luks-bind`, in the order in which they are written. */
export const clevisLuksBind = z.strictObject({ passphrase: z.string(), pin: z.string(), policy: z.string() });
