import * as z from 'zod';

/** Options of `org.osbuild.ostree.remotes`, in the order in which they are written. */
export const ostreeRemotes = z.strictObject({
  repo: z.string(),
  remotes: z.exactOptional(
    z.array(
      z.looseObject({
        name: z.string(),
        url: z.string(),
        contenturl: z.exactOptional(z.string()),
        branches: z.exactOptional(z.array(z.string())),
        gpgkeys: z.exactOptional(z.array(z.string())),
        gpgkeypaths: z.exactOptional(z.array(z.string())),
      }),
    ),
  ),
});
