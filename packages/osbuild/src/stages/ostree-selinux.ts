import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';
import { notAnObject } from '../schema/other-types.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.ostree.selinux`, in the order in which they are written. */
export const ostreeSelinux = z.strictObject({ deployment: z.union([ostreeDeployment, notAnObject]) });

export type OstreeSelinuxOptions = OptionsOf<typeof ostreeSelinux>;
