import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.rpmkeys.import`, in the order in which they are written. */
export const rpmkeysImport = z.strictObject({});

export type RpmkeysImportOptions = OptionsOf<typeof rpmkeysImport>;
