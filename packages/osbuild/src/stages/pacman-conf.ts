import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.pacman.conf`, in the order in which they are written. */
export const pacmanConf = z.strictObject({
  architecture: z.exactOptional(z.string()),
  repositories: z.exactOptional(
    z.array(
      z
        .looseObject({
          name: z.exactOptional(z.string()),
          siglevels: z.exactOptional(z.array(z.literal(['Required', 'Optional', 'Never', 'TrustAll', 'TrustedOnly']))),
          server: z.exactOptional(z.string()),
          include: z.exactOptional(z.string()),
        })
        .refine(...keysMeet({ oneOf: [{ required: ['name', 'server'] }, { required: ['name', 'include'] }] })),
    ),
  ),
});
