import type * as core from 'zod/v4/core';

type AnySchema = core.$ZodType;

/** What a schema is made of. Its `type` tells schemas apart: by `instanceof`, a page would load those that it does not use. */
export const definitionOf = (schema: AnySchema): core.$ZodTypes['_zod']['def'] => (schema as core.$ZodTypes)._zod.def;

/** What a variant is made of; absent for other schemas. */
export function variantOf(schema: AnySchema | undefined): core.$ZodDiscriminatedUnionDef | undefined {
  const def = schema && definitionOf(schema);
  return def?.type === 'union' && 'discriminator' in def ? (def as core.$ZodDiscriminatedUnionDef) : undefined;
}
