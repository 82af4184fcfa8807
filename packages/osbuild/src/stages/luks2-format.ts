import * as z from 'zod';

const pbkdf2 = z.strictObject({ method: z.literal('pbkdf2'), iterations: z.int().min(1000).max(4294967295) });

const argon2iD = z.strictObject({
  method: z.literal(['argon2i', 'argon2id']),
  iterations: z.int().min(4).max(4294967295),
  memory: z.exactOptional(z.int().min(32).max(4194304)),
  parallelism: z.exactOptional(z.int().min(1).max(4)),
});

/** Options of `org.osbuild.luks2.format`, in the order in which they are written. */
export const luks2Format = z.strictObject({
  passphrase: z.string(),
  uuid: z.string(),
  cipher: z.exactOptional(z.string()),
  label: z.exactOptional(z.string()),
  subsystem: z.exactOptional(z.string()),
  'sector-size': z.exactOptional(z.int()),
  integrity: z.exactOptional(z.literal('hmac-sha256')),
  pbkdf: z.union([pbkdf2, argon2iD]),
});
