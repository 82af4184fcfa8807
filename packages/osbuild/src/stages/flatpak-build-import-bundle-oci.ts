import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.flatpak.build-import-bundle.oci`, in the order in which they are written. */
export const flatpakBuildImportBundleOci = z.strictObject({ repository: z.string().regex(/^tree:\/\/\//) });

export type FlatpakBuildImportBundleOciOptions = OptionsOf<typeof flatpakBuildImportBundleOci>;
