import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.tar`, in the order in which they are written. */
export const tar = z
  .strictObject({
    filename: z.string(),
    format: z.exactOptional(z.literal(['gnu', 'oldgnu', 'posix', 'ustar', 'v7'])),
    compression: z.exactOptional(z.literal(['auto', 'xz', 'gzip', 'zstd'])),
    acls: z.exactOptional(z.boolean()),
    selinux: z.exactOptional(z.boolean()),
    xattrs: z.exactOptional(z.boolean()),
    'root-node': z.exactOptional(z.literal(['include', 'omit'])),
    paths: z.exactOptional(z.array(z.string())),
    sparse: z.exactOptional(z.boolean()),
    transform: z.exactOptional(z.string()),
    'numeric-owner': z.exactOptional(z.boolean()),
  })
  .refine(
    ...keysMeet({
      anyOf: [
        { required: ['root-node'], not: { required: ['paths'] } },
        { required: ['paths'], not: { required: ['root-node'] } },
        { not: { required: ['paths', 'root-node'] } },
      ],
    }),
  );
