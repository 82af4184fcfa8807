import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { filled, integer, list, noted, optional, record, required, text, variant, word } from '../schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';

const volume = variant(
  [
    record({ type: word(['plain']), size: required(integer(0), 'Bytes.') }),
    record({ type: word(['group']), members: list(text()) }),
  ],
  { noun: 'a volume', fallback: 'plain' },
);
const size = noted(z.unknown(), { jsonSchema: { anyOf: [{ type: 'integer' }, { type: 'string' }] } });
const schema = record({
  name: required(text(), 'Name of it.'),
  inner: required(record({ flag: filled(z.boolean(), 'Whether.') }), 'Inside.'),
  level: optional(z._default(integer(0, 9), 3), 'Level.'),
  size: optional(size, 'Bytes, or a text.'),
  volume: optional(volume, 'Volume.'),
  kind: filled(word(['small', 'large'])),
});

it('describes keys, bounds, defaults and what each is for', () => {
  const { volume: _, ...properties } = Object(jsonSchemaOf(schema, {}).properties);
  expect([jsonSchemaOf(schema, { $id: 'https://example.com/thing', title: 'Thing' }), properties]).toEqual([
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://example.com/thing',
      title: 'Thing',
      type: 'object',
      properties: expect.anything(),
      required: ['name', 'inner'],
      additionalProperties: false,
    },
    {
      name: { type: 'string', description: 'Name of it.' },
      inner: {
        type: 'object',
        properties: { flag: { type: 'boolean', description: 'Whether.' } },
        additionalProperties: false,
        description: 'Inside.',
      },
      level: { type: 'integer', minimum: 0, maximum: 9, default: 3, description: 'Level.' },
      size: { type: ['integer', 'string'], description: 'Bytes, or a text.' },
      kind: { type: 'string', enum: ['small', 'large', ''] },
    },
  ]);
});

const validate = new Ajv2020({ strict: false }).compile(jsonSchemaOf(schema, {}));
const thing = (more: object) => ({ name: 'a', inner: {}, ...more });

it.each([
  ['a volume of the type that is left out', thing({ volume: { size: 1 } }), undefined],
  ['a volume of another type', thing({ volume: { type: 'group', members: [] } }), undefined],
  ['a volume with the keys of another type', thing({ volume: { members: [] } }), '/volume required'],
  ['an unknown type', thing({ volume: { type: 'x' } }), '/volume/type enum'],
  ['a missing key', { name: 'a' }, ' required'],
  ['a number beyond its bound', thing({ level: 10 }), '/level maximum'],
])('gives editors the fault of %s at its place', (_, value, fault) => {
  validate(value);
  const [first] = validate.errors ?? [];
  expect(first && `${first.instancePath} ${first.keyword}`).toBe(fault);
});
