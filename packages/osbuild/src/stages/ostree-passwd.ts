import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ostree.passwd`, in the order in which they are written. */
export const ostreePasswd = z.strictObject({});

export type OstreePasswdOptions = OptionsOf<typeof ostreePasswd>;
