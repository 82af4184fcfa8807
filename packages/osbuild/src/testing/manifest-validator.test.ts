import { expect, test } from 'vitest';
import type { Manifest } from '../manifest.ts';
import { manifestValidator } from './manifest-validator.ts';
import type { OsbuildSchemas } from './osbuild-schemas.ts';

const schemas: OsbuildSchemas = {
  document: { type: 'object', required: ['version'] },
  stages: {
    'org.osbuild.truncate': {
      schema_2: {
        definitions: { text: { type: 'string' } },
        options: {
          additionalProperties: false,
          required: ['filename'],
          properties: { filename: { $ref: '#/definitions/text' } },
        },
        devices: { type: 'object', required: ['device'] },
      },
    },
    'org.osbuild.locale': { schema: { required: ['language'] } },
  },
  sources: { 'org.osbuild.inline': { schema: { required: ['items'], properties: { items: { minProperties: 1 } } } } },
  inputs: {},
  devices: {
    'org.osbuild.loopback': { schema: { required: ['filename'], properties: { filename: { minLength: 2 } } } },
  },
  mounts: {},
};
const validate = manifestValidator(schemas);

/** Through JSON, as what is to be found is what the types forbid. */
function check(stage: object, sources: object = {}) {
  const manifest: Manifest = JSON.parse(
    JSON.stringify({ version: '2', pipelines: [{ name: 'os', stages: [stage] }], sources }),
  );
  return validate(manifest).map((fault) => [fault.code, fault.at?.path?.slice(4) ?? []]);
}

test('a manifest that osbuild accepts has no faults', () => {
  const devices = { device: { type: 'org.osbuild.loopback', options: { filename: 'disk.raw' } } };
  expect(check({ type: 'org.osbuild.truncate', options: { filename: 'a' }, devices })).toEqual([]);
});

test('a stage goes without the parts that its schema would ask for', () => {
  expect(check({ type: 'org.osbuild.truncate', options: { filename: 'a' } })).toEqual([]);
});

test.each([
  [
    'options of version 2',
    { type: 'org.osbuild.truncate', options: { filename: 1 } },
    [['osbuild/schema', ['options', 'filename']]],
  ],
  ['options of version 1', { type: 'org.osbuild.locale', options: {} }, [['osbuild/schema', ['options']]]],
  ['missing options', { type: 'org.osbuild.locale' }, [['osbuild/schema', ['options']]]],
  ['a stage that osbuild does not have', { type: 'org.osbuild.magic' }, [['osbuild/unknown-module', []]]],
  [
    'a device, by the stage and by itself',
    {
      type: 'org.osbuild.truncate',
      options: { filename: 'a' },
      devices: { x: { type: 'org.osbuild.loopback', options: { filename: 'a' } } },
    },
    [
      ['osbuild/schema', ['devices']],
      ['osbuild/schema', ['devices', 'x', 'options', 'filename']],
    ],
  ],
])('finds faults in %s', (_name, stage, found) => {
  expect(check(stage)).toEqual(found);
});

test('finds faults in sources', () => {
  const stage = { type: 'org.osbuild.locale', options: { language: 'C' } };
  expect(check(stage, { 'org.osbuild.inline': { items: {} } })).toHaveLength(1);
});
