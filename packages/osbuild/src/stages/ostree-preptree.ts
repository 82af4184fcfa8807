import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ostree.preptree`, in the order in which they are written. */
export const ostreePreptree = z.strictObject({
  etc_group_members: z.exactOptional(z.array(z.string())),
  'initramfs-args': z.exactOptional(z.array(z.string())),
  'tmp-is-dir': z.exactOptional(z.boolean()),
});

export type OstreePreptreeOptions = OptionsOf<typeof ostreePreptree>;
