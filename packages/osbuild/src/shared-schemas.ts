// Written by `npm run add-stage`: what the options of several stages have alike.
import * as z from 'zod';
import { distinctItems } from './schema/distinct-items.ts';
import { keysMeet } from './schema/keys-meet.ts';
import { pythonRegex } from './schema/python-regex.ts';

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

export const unitSection = z.strictObject({
  Description: z.exactOptional(z.string()),
  DefaultDependencies: z.exactOptional(z.boolean()),
  ConditionPathExists: z.exactOptional(z.array(z.string())),
  ConditionPathIsDirectory: z.exactOptional(z.array(z.string())),
  Requires: z.exactOptional(z.array(z.string())),
  Wants: z.exactOptional(z.array(z.string())),
  After: z.exactOptional(z.array(z.string())),
  Before: z.exactOptional(z.array(z.string())),
});

export const installSection = z.strictObject({
  RequiredBy: z.exactOptional(z.array(z.string())),
  WantedBy: z.exactOptional(z.array(z.string())),
});

export const partitionEntry = z.looseObject({
  bootable: z.exactOptional(z.boolean()),
  name: z.exactOptional(z.string()),
  partnum: z.exactOptional(z.int()),
  size: z.exactOptional(z.int()),
  start: z.exactOptional(z.int()),
  type: z.exactOptional(z.string()),
  uuid: z.exactOptional(z.string()),
  attrs: z.exactOptional(
    z
      .array(z.int().min(0).max(63))
      .max(64)
      .refine(...distinctItems),
  ),
});

export const groupsByName = z.record(
  z.string().regex(pythonRegex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/)),
  z.looseObject({ gid: z.exactOptional(z.number()) }),
);
