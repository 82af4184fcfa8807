import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.oci-archive`, in the order in which they are written. */
export const ociArchive = z.strictObject({
  architecture: z.string(),
  variant: z.exactOptional(z.string()),
  filename: z.string(),
  config: z.exactOptional(
    z.strictObject({
      Cmd: z.exactOptional(z.array(z.string())),
      Entrypoint: z.exactOptional(z.array(z.string())),
      Env: z.exactOptional(z.array(z.string())),
      ExposedPorts: z.exactOptional(z.array(z.string())),
      User: z.exactOptional(z.string()),
      Labels: z.exactOptional(z.record(z.string(), z.unknown())),
      StopSiganl: z.exactOptional(z.string()),
      Volumes: z.exactOptional(z.array(z.string())),
      WorkingDir: z.exactOptional(z.string()),
    }),
  ),
  annotations: z.exactOptional(
    z.intersection(
      z.strictObject({
        'org.osbuild.ostree.layer': z.exactOptional(z.string()),
        'org.osbuild.ostree.repo': z.exactOptional(z.string()),
        'org.osbuild.ostree.ref': z.exactOptional(z.string()),
      }),
      z.record(z.string().regex(pythonRegex(/^(?!org.osbuild|org.opencontainer).+/)), z.string()),
    ),
  ),
});
