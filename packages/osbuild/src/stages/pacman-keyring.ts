import * as z from 'zod';

/** Options of `org.osbuild.pacman-keyring`, in the order in which they are written. */
export const pacmanKeyring = z.strictObject({ keyrings: z.exactOptional(z.array(z.unknown())) });
