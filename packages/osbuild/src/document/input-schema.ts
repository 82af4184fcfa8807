import { z } from 'zod';
import { keysMeet } from '../keys-meet.ts';

const fromSource = z.literal('org.osbuild.source');
const fromPipeline = z.literal('org.osbuild.pipeline');
const atLeastOne = { minProperties: 1 };

/** What a stage is told of a file, such as `rpm.check_gpg`. */
const metadata = z.record(z.string().regex(/^\w+[.]\w+$/), z.union([z.string(), z.number(), z.boolean()]));

const fileReference = z.strictObject({
  id: z.string(),
  options: z.exactOptional(z.strictObject({ metadata: z.exactOptional(metadata) })),
});

const filesInput = z.discriminatedUnion('origin', [
  z.strictObject({
    type: z.literal('org.osbuild.files'),
    origin: fromSource,
    // An empty list would be of both forms, which osbuild refuses.
    references: z.union([z.array(z.string()).min(1), z.array(fileReference).min(1)]),
  }),
  z.strictObject({
    type: z.literal('org.osbuild.files'),
    origin: fromPipeline,
    references: z.record(z.string(), z.strictObject({ file: z.string() })).refine(...keysMeet(atLeastOne)),
  }),
]);

/** An input of a stage. */
export const inputSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(['org.osbuild.containers', 'org.osbuild.containers-storage']),
    origin: fromSource,
    references: z.record(z.string(), z.strictObject({ name: z.string() })).refine(...keysMeet(atLeastOne)),
  }),
  z.strictObject({
    type: z.literal('org.osbuild.tree'),
    origin: fromPipeline,
    references: z.array(z.string()).length(1),
  }),
  filesInput,
]);
