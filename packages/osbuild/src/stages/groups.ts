import { z } from 'zod';
import type { OptionsOf } from '../options-of.ts';

/** Options of `org.osbuild.groups`, in the order in which they are written. */
export const groups = z.strictObject({
  groups: z.exactOptional(
    z.record(
      z.string().regex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/),
      z.looseObject({ gid: z.exactOptional(z.number()) }),
    ),
  ),
  force: z.exactOptional(z.boolean()),
});

export type GroupsOptions = OptionsOf<typeof groups>;
