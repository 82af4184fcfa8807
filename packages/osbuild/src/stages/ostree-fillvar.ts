import { z } from 'zod';
import { keysMeet } from '../keys-meet.ts';
import type { OptionsOf } from '../options-of.ts';

/** Options of `org.osbuild.ostree.fillvar`, in the order in which they are written. */
export const ostreeFillvar = z.strictObject({
  deployment: z
    .strictObject({
      osname: z.exactOptional(z.string()),
      ref: z.exactOptional(z.string()),
      serial: z.exactOptional(z.number()),
      default: z.exactOptional(z.boolean()),
    })
    .refine(
      ...keysMeet({
        oneOf: [
          { properties: { default: { enum: [false] } }, required: ['osname', 'ref'] },
          {
            properties: { default: { enum: [true] } },
            not: { anyOf: [{ required: ['osname'] }, { required: ['ref'] }, { required: ['serial'] }] },
          },
        ],
      }),
    ),
});

export type OstreeFillvarOptions = OptionsOf<typeof ostreeFillvar>;
