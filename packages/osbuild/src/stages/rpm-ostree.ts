import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.rpm-ostree`, in the order in which they are written. */
export const rpmOstree = z.strictObject({
  etc_group_members: z.exactOptional(z.array(z.string())),
  'initramfs-args': z.exactOptional(z.array(z.string())),
});

export type RpmOstreeOptions = OptionsOf<typeof rpmOstree>;
