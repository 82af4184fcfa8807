import { expect, test } from 'vitest';
import * as z from 'zod';
import { inOrderOf } from './field-order.ts';
import type { JsonSchema } from './osbuild-json-schema.ts';

const text: JsonSchema = { type: 'string' };
const fields = (...keys: readonly string[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(keys.map((key) => [key, text])),
});
const standing = z.strictObject({ b: z.string(), a: z.string() });

test.each<[string, z.ZodType, JsonSchema, JsonSchema]>([
  ['fields', standing, fields('a', 'b'), fields('b', 'a')],
  [
    'fields that are new, which come last',
    standing,
    fields('new', 'a', 'b', 'other'),
    fields('b', 'a', 'new', 'other'),
  ],
  ['fields that are gone', standing, fields('a', 'c'), fields('a', 'c')],
  ['fields within lists', z.array(standing), { items: fields('a', 'b') }, { items: fields('b', 'a') }],
  [
    'fields of a choice',
    z.union([z.string(), standing]),
    { oneOf: [text, fields('a', 'b')] },
    { oneOf: [text, fields('b', 'a')] },
  ],
  ['fields of the only choice', standing, { allOf: [fields('a', 'b')] }, { allOf: [fields('b', 'a')] }],
  [
    'fields of values in a map',
    z.record(z.string(), standing),
    { additionalProperties: fields('a', 'b') },
    { additionalProperties: fields('b', 'a') },
  ],
  [
    'fields of values whose keys have a form',
    z.record(z.string().regex(/^x/), standing),
    { patternProperties: { '^x': fields('a', 'b') } },
    { patternProperties: { '^x': fields('b', 'a') } },
  ],
])('%s have the order that is there', (_name, schema, options, ordered) => {
  const result = inOrderOf(schema, { options, definitions: {} });
  // The order of keys counts, which toEqual does not see.
  expect(JSON.stringify(result)).toBe(JSON.stringify({ options: ordered, definitions: {} }));
});

test('fields that a reference leads to have it too', () => {
  const options = { properties: { one: { $ref: '#/definitions/pair' } } };
  const result = inOrderOf(z.object({ one: standing }), { options, definitions: { pair: fields('a', 'b') } });
  expect(JSON.stringify(result)).toBe(JSON.stringify({ options, definitions: { pair: fields('b', 'a') } }));
});
