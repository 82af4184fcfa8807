import { z } from 'zod';
import { imageFilesystems, plainFilesystems } from '../mount.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

const place = { source: z.string(), target: z.string() };
const partition = z.exactOptional(z.number());
const readOptions = { readonly: z.exactOptional(z.boolean()), norecovery: z.exactOptional(z.boolean()) };

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
    type: z.literal(imageFilesystems.map((filesystem) => `org.osbuild.${filesystem}` as const)),
    ...place,
    options: z.exactOptional(z.strictObject({})),
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
    options: z.strictObject({ source: z.exactOptional(z.literal(['tree', 'mount'])), deployment: ostreeDeployment }),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('org.osbuild.bind'),
    target: z.string().regex(/^tree:\/\//),
    options: z.strictObject({ source: z.string().regex(/^mount:\/\//) }),
  }),
]);
