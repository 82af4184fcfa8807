import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ostree.os-init`, in the order in which they are written. */
export const ostreeOsInit = z.looseObject({ osname: z.string() });

export type OstreeOsInitOptions = OptionsOf<typeof ostreeOsInit>;
