import { z } from 'zod';
import { keysMeet } from '../keys-meet.ts';
import { plainFilesystems } from '../mount.ts';

const place = { source: z.string(), target: z.string() };
const partition = z.exactOptional(z.number());
const readOptions = { readonly: z.exactOptional(z.boolean()), norecovery: z.exactOptional(z.boolean()) };

const deployment = z
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

/** A mount of a stage. */
export const mountSchema = z.discriminatedUnion('type', [
  z.strictObject({
    name: z.string(),
    type: z.literal(plainFilesystems.map((filesystem) => `org.osbuild.${filesystem}` as const)),
    ...place,
    options: z.exactOptional(z.strictObject(readOptions)),
    partition,
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('org.osbuild.btrfs'),
    ...place,
    options: z.exactOptional(
      z.strictObject({ subvol: z.exactOptional(z.string()), compress: z.exactOptional(z.string()), ...readOptions }),
    ),
    partition,
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('org.osbuild.ostree.deployment'),
    options: z.strictObject({ source: z.exactOptional(z.literal(['tree', 'mount'])), deployment }),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('org.osbuild.bind'),
    target: z.string().regex(/^tree:\/\//),
    options: z.strictObject({ source: z.string().regex(/^mount:\/\//) }),
  }),
]);
