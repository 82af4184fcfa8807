import * as z from 'zod/mini';
import type * as core from 'zod/v4/core';
import { unwrapped } from './schema-below.ts';
import { variantOf } from './schema-definition.ts';
import { schemaNotes } from './schema-notes.ts';

/** JSON as an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Writable = Record<string, unknown>;

/**
 * JSON Schema (2020-12) of what a schema reads, with titles, descriptions and defaults; for editors. `about` are its first
 * keys, such as `$id` and `title`.
 */
export function jsonSchemaOf(schema: core.$ZodType, about: JsonSchema): JsonSchema {
  const { $schema, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => improve(zodSchema, jsonSchema),
  });
  return { $schema, ...about, ...described };
}

function improve(schema: core.$ZodType, json: Writable): void {
  const { jsonSchema, fallback } = schemaNotes.get(unwrapped(schema)) ?? {};
  if (jsonSchema !== undefined) {
    Object.assign(clear(json, ['description']), jsonSchema);
  }
  // A field that counts as not given where it is empty may be empty whatever words it has.
  if (Array.isArray(json.enum) && !json.enum.includes('') && schemaNotes.get(schema)?.isZero?.('') === true) {
    json.enum = [...json.enum, ''];
  }
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  const variant = variantOf(schema);
  if (variant !== undefined) branch(variant, json, fallback);
}

function clear(json: Writable, kept: readonly string[]): Writable {
  for (const key of Object.keys(json)) if (!kept.includes(key)) delete json[key];
  return json;
}

/** One arm a type, chosen by the discriminator, so that an editor shows the faults of that arm alone. */
function branch(variant: core.$ZodDiscriminatedUnionDef, json: Writable, fallback: string | undefined): void {
  const { discriminator, options } = variant;
  const arms = (Array.isArray(json.oneOf) ? json.oneOf : []).map((arm: JsonSchema, index) => {
    const values = [...(options[index]?._zod.propValues?.[discriminator] ?? [])];
    return { arm, values };
  });
  const withDefault = fallback === undefined ? {} : { default: fallback };
  clear(json, ['description']);
  Object.assign(json, {
    type: 'object',
    properties: { [discriminator]: { type: 'string', enum: arms.flatMap(({ values }) => values), ...withDefault } },
    ...(fallback === undefined ? { required: [discriminator] } : {}),
    allOf: arms.map(({ arm, values }) => ({
      if: {
        properties: { [discriminator]: { enum: values } },
        ...(fallback !== undefined && values.includes(fallback) ? {} : { required: [discriminator] }),
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: {
        ...arm,
        required: Array.isArray(arm.required) ? arm.required.filter((key) => key !== discriminator) : [],
      },
    })),
  });
}
