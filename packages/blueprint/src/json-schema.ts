import { unreachable } from '@bootwright/core';
import { blueprintShape } from './format/blueprint.ts';
import type { Field, RecordShape, Shape, VariantShape } from './shape.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The blueprint format as a JSON Schema (2020-12) for editors; TOML editors read it as well. */
export function blueprintJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Blueprint',
    ...schemaOf(blueprintShape),
  };
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'text':
      return {
        type: 'string',
        ...(shape.filled ? { minLength: 1 } : {}),
        ...(shape.mostBytes === Number.MAX_SAFE_INTEGER ? {} : { maxLength: shape.mostBytes }),
        ...(shape.examples.length === 0 ? {} : { examples: shape.examples }),
      };
    case 'word':
      return { type: 'string', enum: shape.words };
    case 'integer':
      return {
        type: 'integer',
        ...(shape.minimum === Number.MIN_SAFE_INTEGER ? {} : { minimum: shape.minimum }),
        ...(shape.maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum: shape.maximum }),
      };
    case 'flag':
      return { type: 'boolean' };
    case 'size':
      return sizeSchema;
    case 'owner':
      return { anyOf: [{ type: 'string' }, { type: 'integer', minimum: 0 }], examples: ['root', 1000] };
    case 'list':
      return { type: 'array', items: schemaOf(shape.item) };
    case 'record':
      return recordSchema(shape);
    case 'variant':
      return variantSchema(shape);
    default:
      return unreachable(shape);
  }
}

const sizeSchema: JsonSchema = {
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(kB|KiB|MB|MiB|GB|GiB|TB|TiB)?\\s*$' },
  ],
  examples: ['10 GiB', '512 MiB', 1073741824],
};

function recordSchema(shape: RecordShape): JsonSchema {
  const aliases = [...shape.aliases].flatMap(([alias, key]) => {
    const field = shape.fields.get(key);
    return field === undefined ? [] : [[alias, { ...fieldSchema(field), deprecated: true }] as const];
  });
  const aliased = new Set(shape.aliases.values());
  const required = shape.required.filter((key) => !aliased.has(key));
  return {
    type: 'object',
    properties: Object.fromEntries([
      ...[...shape.fields].map(([key, field]) => [key, fieldSchema(field)] as const),
      ...aliases,
    ]),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

const fieldSchema = ({ shape, description }: Field): JsonSchema => ({ ...schemaOf(shape), description });

/** One arm a type, chosen by the field `type`, so that an editor shows the faults of that arm alone. */
function variantSchema(shape: VariantShape): JsonSchema {
  const types = [...shape.arms.keys()];
  const fallback = shape.fallback === undefined ? {} : { default: shape.fallback };
  return {
    type: 'object',
    properties: { type: { type: 'string', enum: types, ...fallback } },
    ...(shape.fallback === undefined ? { required: ['type'] } : {}),
    allOf: [...shape.arms].map(([type, arm]) => ({
      if: {
        properties: { type: { const: type } },
        ...(type === shape.fallback ? {} : { required: ['type'] }),
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: withoutRequiredType(recordSchema(arm)),
    })),
  };
}

function withoutRequiredType(schema: JsonSchema): JsonSchema {
  const required = Array.isArray(schema.required) ? schema.required.filter((key) => key !== 'type') : [];
  return { ...schema, required };
}
