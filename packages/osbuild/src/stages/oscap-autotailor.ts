import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

const jsonTailoring = z.strictObject({
  datastream: z.string(),
  tailored_profile_id: z.string(),
  tailoring_file: z.string(),
});

const tailoring = z
  .strictObject({
    profile_id: z.exactOptional(z.string()),
    datastream: z.exactOptional(z.string()),
    new_profile: z.exactOptional(z.string()),
    tailored_profile_id: z.exactOptional(z.string()),
    selected: z.exactOptional(z.array(z.string())),
    unselected: z.exactOptional(z.array(z.string())),
    overrides: z.exactOptional(z.array(z.looseObject({ var: z.string(), value: z.union([z.string(), z.int()]) }))),
  })
  .refine(
    ...keysMeet({
      oneOf: [
        { required: ['profile_id', 'datastream', 'new_profile'] },
        { required: ['profile_id', 'datastream', 'tailored_profile_id'] },
      ],
    }),
  );

/** Options of `org.osbuild.oscap.autotailor`, in the order in which they are written. */
export const oscapAutotailor = z.strictObject({ filepath: z.string(), config: z.xor([jsonTailoring, tailoring]) });
