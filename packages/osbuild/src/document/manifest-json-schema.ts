import * as z from 'zod';
import { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas } from '../module-schemas.ts';
import { stageSchemas } from '../stage-schemas.ts';
import { documentSchema } from './manifest-schema.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const kinds = {
  stage: stageSchemas,
  input: inputSchemas,
  device: deviceSchemas,
  mount: mountSchemas,
} as const;

/**
 * JSON Schema (2020-12) of a whole manifest, for editors: options, inputs, devices and mounts by the type next to them.
 * What refers to what, such as an input to a pipeline, no schema can say.
 */
export function manifestJsonSchema(): JsonSchema {
  const { $schema, ...frame } = described(documentSchema);
  const definitions = Object.entries(kinds).flatMap(([kind, schemas]) =>
    Object.entries(schemas).map(([type, schema]) => {
      const { $schema: _schema, ...definition } = described(schema);
      return [`${kind}:${type}`, { title: kind === 'stage' ? `Options of ${type}` : type, ...definition }] as const;
    }),
  );
  const sources = Object.entries(sourceSchemas).map(([type, schema]) => {
    const { $schema: _schema, ...definition } = described(schema);
    return [type, { title: `Source ${type}`, ...definition }] as const;
  });
  return {
    $schema,
    title: 'Manifest of osbuild, version 2',
    description: 'Pipelines of stages that build an image, and the sources that they use',
    ...withParts(frame, Object.fromEntries(sources)),
    $defs: Object.fromEntries(definitions),
  };
}

function described(schema: z.ZodType): JsonSchema {
  const options = { target: 'draft-2020-12', io: 'input', unrepresentable: 'any', reused: 'inline' } as const;
  return withWholeObjects({ ...z.toJSONSchema(schema, options) });
}

/** Named keys next to keys of a form are two schemas to zod, each of which would reject the keys of the other. */
function withWholeObjects(value: JsonSchema): JsonSchema {
  const inner = Object.entries(value).map(([key, part]) => [key, mapParts(part, withWholeObjects)] as const);
  const { allOf, ...others } = Object.fromEntries(inner);
  if (!Array.isArray(allOf)) return Object.fromEntries(inner);
  const parts: readonly JsonSchema[] = allOf;
  const forms = parts.flatMap((part): readonly (readonly [string, unknown])[] => {
    const { pattern } = Object(part.propertyNames);
    return typeof pattern === 'string'
      ? [[pattern, part.additionalProperties]]
      : Object.entries(Object(part.patternProperties ?? {}));
  });
  const named = parts.filter(({ propertyNames }) => propertyNames === undefined);
  return { ...others, ...Object.assign({}, ...named), patternProperties: Object.fromEntries(forms) };
}

function mapParts(part: unknown, map: (schema: JsonSchema) => JsonSchema): unknown {
  if (Array.isArray(part)) return part.map((one) => mapParts(one, map));
  return typeof part === 'object' && part !== null ? map({ ...part }) : part;
}

/** The document with what modules say in the places of the modules. */
function withParts(frame: JsonSchema, sources: Readonly<Record<string, unknown>>): JsonSchema {
  return replaced(frame, (path, value) => {
    switch (path) {
      case 'properties.sources':
        return { title: 'Sources', type: 'object', properties: sources, additionalProperties: false };
      case `${stagePath}.properties.options`:
        return { type: 'object' };
      case stagePath:
        return { title: 'Stage', ...value, ...byType('stage') };
      case `${stagePath}.properties.inputs.additionalProperties`:
        return { title: 'Input', ...value, ...byType('input') };
      case `${stagePath}.properties.devices.additionalProperties`:
        return { title: 'Device', ...value, ...byType('device') };
      case `${stagePath}.properties.mounts.items`:
        return { title: 'Mount', ...value, ...byType('mount') };
      case 'properties.pipelines.items':
        return { title: 'Pipeline', ...value };
      default:
        return value;
    }
  });
}

const stagePath = 'properties.pipelines.items.properties.stages.items';

/** A type that has to be known, and what follows from it: for stages for their options, for others for the whole. */
function byType(kind: keyof typeof kinds): JsonSchema {
  const types = Object.keys(kinds[kind]);
  return {
    allOf: [
      { properties: { type: { enum: types } } },
      ...types.map((type) => {
        const reference = { $ref: `#/$defs/${kind}:${type}` };
        return {
          if: { properties: { type: { const: type } }, required: ['type'] },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: kind === 'stage' ? { properties: { options: reference } } : reference,
        };
      }),
    ],
  };
}

function replaced(
  value: JsonSchema,
  replace: (path: string, value: JsonSchema) => JsonSchema,
  path: readonly string[] = [],
): JsonSchema {
  const inner = Object.entries(value).map(([key, part]) => {
    const isSchema = typeof part === 'object' && part !== null && !Array.isArray(part);
    return [key, isSchema ? replaced({ ...part }, replace, [...path, key]) : part] as const;
  });
  return replace(path.join('.'), Object.fromEntries(inner));
}
