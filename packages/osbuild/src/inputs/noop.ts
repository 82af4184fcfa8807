import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** An input `org.osbuild.noop`. */
export const noopInputSchema = z.strictObject({
  type: z.literal('org.osbuild.noop'),
  origin: z.literal(['org.osbuild.source', 'org.osbuild.pipeline']),
  references: z.xor([
    z.array(z.string()),
    z.record(z.string(), z.unknown()),
    z.array(z.strictObject({ id: z.string(), options: z.exactOptional(z.record(z.string(), z.unknown())) })),
  ]),
  options: z.exactOptional(z.record(z.string(), z.unknown())),
});

export type NoopInput = OptionsOf<typeof noopInputSchema>;
