import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.selinux`, in the order in which they are written. */
export const selinux = z
  .strictObject({
    target: z.exactOptional(z.string().regex(/^mount:\/\/[^/]+\/|^tree:\/\/\//)),
    file_contexts: z.exactOptional(z.string()),
    exclude_paths: z.exactOptional(z.array(z.string())),
    labels: z.exactOptional(z.record(z.string(), z.unknown())),
    force_autorelabel: z.exactOptional(z.boolean()),
  })
  .refine(...keysMeet({ anyOf: [{ required: ['file_contexts'] }, { required: ['labels'] }] }));
