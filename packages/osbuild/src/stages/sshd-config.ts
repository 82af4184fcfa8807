import * as z from 'zod';

/** Options of `org.osbuild.sshd.config`, in the order in which they are written. */
export const sshdConfig = z.strictObject({
  config: z.strictObject({
    PasswordAuthentication: z.exactOptional(z.boolean()),
    ChallengeResponseAuthentication: z.exactOptional(z.boolean()),
    ClientAliveInterval: z.exactOptional(z.int()),
    PermitRootLogin: z.exactOptional(z.union([z.literal(['prohibit-password', 'forced-commands-only']), z.boolean()])),
  }),
});
