import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ostree.genkey`, in the order in which they are written. */
export const ostreeGenkey = z.strictObject({
  publickey: z.string().regex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/),
  secretkey: z.string().regex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/),
});

export type OstreeGenkeyOptions = OptionsOf<typeof ostreeGenkey>;
