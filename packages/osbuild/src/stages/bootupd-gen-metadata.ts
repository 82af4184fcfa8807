import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.bootupd.gen-metadata`, in the order in which they are written. */
export const bootupdGenMetadata = z.strictObject({});

export type BootupdGenMetadataOptions = OptionsOf<typeof bootupdGenMetadata>;
