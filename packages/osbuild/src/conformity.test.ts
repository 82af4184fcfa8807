import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordedSchemas, recordings } from '../../../tools/reference.ts';
import { stageSchemas } from './stage-schemas.ts';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a schema says which values there may be; wording, defaults and conditions on keys are left out. */
function shape(schema: unknown, definitions: Schema): unknown {
  if (!isSchema(schema)) return schema;
  if (typeof schema.$ref === 'string') {
    return shape(definitions[schema.$ref.replace(/^#\/(definitions|\$defs)\//, '')], definitions);
  }
  const { type, enum: values, const: value, pattern, minLength, maxLength, minItems, maxItems } = schema;
  const choices = [schema.oneOf, schema.anyOf, schema.allOf].find(Array.isArray);
  const isObject = type === 'object' || isSchema(schema.properties) || isSchema(schema.patternProperties);
  if (isObject) return objectShape(schema, definitions);
  if (choices?.length === 1) return shape(choices[0], definitions);
  if (choices !== undefined && typeof type === 'string') {
    const { oneOf: _one, anyOf: _any, ...common } = schema;
    return { choices: choices.map((choice) => shape({ ...common, ...choice }, definitions)) };
  }
  if (choices !== undefined) return { choices: choices.map((choice) => shape(choice, definitions)) };
  if (values !== undefined || value !== undefined) return { values: values ?? [value] };
  if (Array.isArray(type)) return { choices: type.map((one) => shape({ type: one }, definitions)) };
  const { minimum, maximum } = schema;
  const limits = [minimum, maximum].map((limit) =>
    Math.abs(Number(limit)) >= Number.MAX_SAFE_INTEGER ? undefined : limit,
  );
  return {
    type: type ?? (schema.items === undefined ? 'anything' : 'array'),
    ...(typeof pattern === 'string' ? { pattern: patternShape(pattern) } : {}),
    limits: [...(type === 'array' ? [minItems, maxItems] : [minLength, maxLength]), ...limits],
    ...(schema.items === undefined || JSON.stringify(schema.items) === '{}'
      ? {}
      : { items: shape(schema.items, definitions) }),
  };
}

/** Escapes that say nothing are dropped, as the linter drops them from ours. */
function patternShape(pattern: string): string {
  return pattern.replaceAll(/\[[^\]]*\]/g, (letters) => letters.replaceAll(/\\([._/:])/g, '$1')).replaceAll('\\/', '/');
}

function objectShape(schema: Schema, definitions: Schema): unknown {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const choices = [schema.oneOf, schema.anyOf].find(Array.isArray);
  const names = Object.keys(properties).sort();
  if (names.length === 0 && choices?.every((choice) => isSchema(choice) && (choice.type === 'object' || choice.$ref))) {
    return { choices: choices.map((choice) => shape(choice, definitions)) };
  }
  // zod has the pattern of keys apart from their values, where osbuild has both in one.
  const { additionalProperties: others, propertyNames: keys } = schema;
  const patterns = isSchema(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const [pattern, value] =
    isSchema(keys) && typeof keys.pattern === 'string' ? [keys.pattern, others] : (patterns[0] ?? []);
  const open = pattern === undefined && others !== false;
  return {
    properties: Object.fromEntries(names.map((name) => [name, shape(properties[name], definitions)])),
    required: [...(Array.isArray(schema.required) ? schema.required : [])]
      .filter((name) => names.includes(name))
      .sort(),
    ...(pattern === undefined ? {} : { pattern: patternShape(pattern), value: shape(value, definitions) }),
    others: open ? (isSchema(others) && Object.keys(others).length > 0 ? shape(others, definitions) : 'free') : 'none',
  };
}

/** The schema of a stage's options with the definitions that it refers to. */
function optionsOf(meta: { readonly schema?: Schema; readonly schema_2?: Schema } | undefined): Schema {
  const options = meta?.schema_2?.options ?? meta?.schema;
  const definitions = meta?.schema_2?.definitions;
  return { ...(isSchema(definitions) ? { definitions } : {}), ...(isSchema(options) ? options : {}) };
}

test.skipIf(recordings.missing)(`every stage has the keys and values that osbuild allows${recordings.note}`, () => {
  const metas = recordedSchemas().stages;
  for (const [name, schema] of Object.entries(stageSchemas)) {
    const theirs = optionsOf(metas[name]);
    const ours = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
    const definitionsOf = (one: unknown) => (isSchema(one) && isSchema(one.definitions) ? one.definitions : {});
    expect({ [name]: shape({ type: 'object', ...ours }, definitionsOf(ours)) }).toEqual({
      [name]: shape({ type: 'object', ...theirs }, definitionsOf(theirs)),
    });
  }
});
