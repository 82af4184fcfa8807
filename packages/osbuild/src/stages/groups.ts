import * as z from 'zod';
import { groupsByName } from '../shared-schemas.ts';

/** Options of `org.osbuild.groups`, in the order in which they are written. */
export const groups = z.strictObject({ groups: z.exactOptional(groupsByName), force: z.exactOptional(z.boolean()) });
