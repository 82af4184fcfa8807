import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ostree.init-fs`, in the order in which they are written. */
export const ostreeInitFs = z.strictObject({});

export type OstreeInitFsOptions = OptionsOf<typeof ostreeInitFs>;
