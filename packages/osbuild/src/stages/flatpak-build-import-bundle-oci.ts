import * as z from 'zod';

/** Options of `org.osbuild.flatpak.build-import-bundle.oci`, in the order in which they are written. */
export const flatpakBuildImportBundleOci = z.strictObject({ repository: z.string().regex(/^tree:\/\/\//) });
