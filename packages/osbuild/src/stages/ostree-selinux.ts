import * as z from 'zod';
import { notAnObject } from '../schema/other-types.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.ostree.selinux`, in the order in which they are written. */
export const ostreeSelinux = z.strictObject({ deployment: z.union([ostreeDeployment, notAnObject]) });
