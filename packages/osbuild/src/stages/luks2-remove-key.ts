import * as z from 'zod';

/** Options of `org.osbuild.luks2.remove-key`, in the order in which they are written. */
export const luks2RemoveKey = z.strictObject({ passphrase: z.string() });
