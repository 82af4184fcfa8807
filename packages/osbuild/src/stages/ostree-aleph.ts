import * as z from 'zod';
import { notAnObject } from '../schema/other-types.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.ostree.aleph`, in the order in which they are written. */
export const ostreeAleph = z.strictObject({
  coreos_compat: z.exactOptional(z.boolean()),
  sysroot_path: z.exactOptional(z.string()),
  deployment: z.union([ostreeDeployment, notAnObject]),
});
