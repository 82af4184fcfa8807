import * as z from 'zod';

const destinationContainersStorage = z.strictObject({
  type: z.literal('containers-storage'),
  'storage-path': z.exactOptional(z.string()),
  'storage-driver': z.exactOptional(z.string()),
});

const destinationOci = z.strictObject({ type: z.literal('oci'), path: z.string() });

const destinationOciArchive = z.strictObject({ type: z.literal('oci-archive'), path: z.string() });

const destinationDir = z.strictObject({ type: z.literal('dir'), path: z.string() });

/** Options of `org.osbuild.skopeo`, in the order in which they are written. */
export const skopeo = z.strictObject({
  destination: z.union([destinationContainersStorage, destinationOci, destinationOciArchive, destinationDir]),
  'remove-signatures': z.exactOptional(z.boolean()),
});
