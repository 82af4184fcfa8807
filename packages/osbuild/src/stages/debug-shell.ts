import * as z from 'zod';

/** Options of `org.osbuild.debug-shell`, in the order in which they are written. */
export const debugShell = z.strictObject({ tty: z.string() });
