import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.chattr`, in the order in which they are written. */
export const chattr = z.strictObject({
  items: z.exactOptional(
    z.record(z.string().regex(/^mount:\/\/[^/]+\/|^tree:\/\/\//), z.looseObject({ immutable: z.boolean() })),
  ),
});

export type ChattrOptions = OptionsOf<typeof chattr>;
