import { z } from 'zod';
import type { OptionsOf } from '../options-of.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.ostree.fillvar`, in the order in which they are written. */
export const ostreeFillvar = z.strictObject({ deployment: ostreeDeployment });

export type OstreeFillvarOptions = OptionsOf<typeof ostreeFillvar>;
