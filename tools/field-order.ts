import * as z from 'zod';
import type { JsonSchema } from './osbuild-json-schema.ts';
import type { OptionsSchema } from './stage-source.ts';

type Standing = z.core.JSONSchema.BaseSchema;

/**
 * The schema of a stage's options with its fields in the order that they have in `standing`, the schema that is there
 * already; fields that it lacks come last. osbuild's own schemas have another order than the tool that writes manifests.
 */
export function inOrderOf(standing: z.ZodType, { options, definitions }: OptionsSchema): OptionsSchema {
  const ordered: Record<string, JsonSchema> = { ...definitions };

  function order(schema: JsonSchema, like: Standing | undefined): JsonSchema {
    if (like === undefined) return schema;
    if (schema.$ref !== undefined) {
      const key = schema.$ref.replace(/^#\/definitions\//, '');
      const target = definitions[key];
      if (target !== undefined) ordered[key] = order(target, like);
      return schema;
    }
    const { properties, patternProperties, additionalProperties, items, oneOf, anyOf, allOf } = schema;
    // zod writes every choice as anyOf, the only one as itself, and the values of keys of a form apart from these.
    const choices = like.anyOf ?? [like];
    const each = (all: readonly JsonSchema[]) => all.map((one, index) => order(one, part(choices[index])));
    const values = part(like.additionalProperties);
    return {
      ...schema,
      ...(properties && { properties: orderFields(properties, like.properties ?? {}) }),
      ...(patternProperties && {
        patternProperties: Object.fromEntries(
          Object.entries(patternProperties).map(([pattern, one]) => [pattern, order(one, values)]),
        ),
      }),
      ...(typeof additionalProperties === 'object' && { additionalProperties: order(additionalProperties, values) }),
      ...(items && { items: orderItems(items, like.items) }),
      ...(oneOf && { oneOf: each(oneOf) }),
      ...(anyOf && { anyOf: each(anyOf) }),
      ...(allOf && { allOf: each(allOf) }),
    };
  }

  function orderItems(
    items: NonNullable<JsonSchema['items']>,
    like: Standing['items'],
  ): NonNullable<JsonSchema['items']> {
    if (!isList(items)) return order(items, part(like));
    return Array.isArray(like) ? items.map((item, index) => order(item, part(like[index]))) : items;
  }

  function orderFields(fields: Fields, like: NonNullable<Standing['properties']>): Fields {
    const places = Object.keys(like);
    const place = (key: string) => (key in like ? places.indexOf(key) : places.length);
    const sorted = Object.entries(fields).sort(([one], [other]) => place(one) - place(other));
    return Object.fromEntries(sorted.map(([key, field]) => [key, order(field, part(like[key]))]));
  }

  const like = z.toJSONSchema(standing, { target: 'draft-7', io: 'input', unrepresentable: 'any', reused: 'inline' });
  return { options: order(options, like), definitions: ordered };
}

type Fields = Readonly<Record<string, JsonSchema>>;

function part(schema: Standing['items'] | Standing['additionalProperties']): Standing | undefined {
  return typeof schema === 'object' && !Array.isArray(schema) ? schema : undefined;
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}
