import { z } from 'zod';
import type { OptionsOf } from '../options-of.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.ostree.selinux`, in the order in which they are written. */
export const ostreeSelinux = z.strictObject({ deployment: ostreeDeployment });

export type OstreeSelinuxOptions = OptionsOf<typeof ostreeSelinux>;
