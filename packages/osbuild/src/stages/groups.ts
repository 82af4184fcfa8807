import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';
import { groupsByName } from '../shared-schemas.ts';

/** Options of `org.osbuild.groups`, in the order in which they are written. */
export const groups = z.strictObject({ groups: z.exactOptional(groupsByName), force: z.exactOptional(z.boolean()) });

export type GroupsOptions = OptionsOf<typeof groups>;
