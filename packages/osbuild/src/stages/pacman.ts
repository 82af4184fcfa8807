import * as z from 'zod';

/** Options of `org.osbuild.pacman`, in the order in which they are written. */
export const pacman = z.strictObject({});
