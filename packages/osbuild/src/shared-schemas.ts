// Written by `npm run add-stage`: what the options of several stages have alike.
import { z } from 'zod';
import { keysMeet } from './keys-meet.ts';

export const ostreeDeployment = z
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
  );

export const environmentVariable = z.strictObject({
  key: z.exactOptional(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*/)),
  value: z.exactOptional(z.string()),
});
