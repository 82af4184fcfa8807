import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';
import { pythonRegex } from '../schema/python-regex.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** A mount `org.osbuild.ostree.deployment`. */
export const ostreeDeploymentMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.ostree.deployment'),
  options: z.exactOptional(
    z.looseObject({
      source: z.exactOptional(z.string().regex(pythonRegex(/^(mount|tree)$/))),
      deployment: ostreeDeployment,
    }),
  ),
});

export type OstreeDeploymentMount = OptionsOf<typeof ostreeDeploymentMountSchema>;
