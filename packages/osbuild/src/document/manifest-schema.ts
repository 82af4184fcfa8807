import { z } from 'zod';
import { stageSchemas } from '../stage-schemas.ts';
import { deviceSchema } from './device-schema.ts';
import { inputSchema } from './input-schema.ts';
import { mountSchema } from './mount-schema.ts';
import { sourcesSchema } from './source-schema.ts';

/** By stage name, for names that come out of a text. */
const optionsSchemas: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(stageSchemas));

/** The names of all stages that can be read, sorted. */
export const knownStages: readonly string[] = [...optionsSchemas.keys()];

/** The stage of one name; what stages have in common where the name is not known, which is a fault of its own. */
export function stageSchema(type: string): z.ZodType {
  return z.strictObject({
    type: z.literal(type),
    inputs: z.exactOptional(z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,254}/), inputSchema)),
    options: z.exactOptional(optionsSchemas.get(type) ?? z.record(z.string(), z.unknown())),
    devices: z.exactOptional(z.record(z.string(), deviceSchema)),
    mounts: z.exactOptional(z.array(mountSchema)),
  });
}

/** A manifest but for its stages, which are read one by one by their names. */
export const frameSchema = z.strictObject({
  version: z.literal('2'),
  pipelines: z.array(
    z.strictObject({
      name: z.string(),
      build: z.exactOptional(z.string()),
      runner: z.exactOptional(z.string()),
      'source-epoch': z.exactOptional(z.int()),
      stages: z.exactOptional(z.array(z.looseObject({ type: z.string() }))),
    }),
  ),
  sources: sourcesSchema,
});
