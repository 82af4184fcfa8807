import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { manifestWith, recordedVerdicts } from '../../../../tools/recorded-verdicts.ts';
import { manifestJsonSchema } from './manifest-json-schema.ts';

const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });
const fits = ajv.compile(manifestJsonSchema());
const withStage = (stage: object) => ({ version: '2', pipelines: [{ name: 'a', stages: [stage] }], sources: {} });

test('the schema of a manifest has titles', () => {
  const { title, $defs } = manifestJsonSchema();
  expect(title).toBe('Manifest of osbuild, version 2');
  expect(Object($defs)['stage:org.osbuild.sfdisk'].title).toBe('Options of org.osbuild.sfdisk');
  expect(Object.keys(Object($defs)), 'raise the first number where a stage was added').toHaveLength(176 + 7 + 3 + 10);
});

describe('a manifest fits it', () => {
  test.for(recordedVerdicts())('with what osbuild accepts of $kind $type', ({ kind, type, valid }) => {
    expect(valid.filter((value) => !fits(manifestWith(kind, type, value)))).toEqual([]);
  });
});

test.each<[string, unknown]>([
  ['an unknown stage', withStage({ type: 'org.osbuild.nope' })],
  ['an unknown option', withStage({ type: 'org.osbuild.truncate', options: { filename: 'a', size: '1', sze: '2' } })],
  ['an option of another type', withStage({ type: 'org.osbuild.truncate', options: { filename: 1, size: '1' } })],
  [
    'a device without what it needs',
    withStage({ type: 'org.osbuild.noop', devices: { a: { type: 'org.osbuild.loopback', options: {} } } }),
  ],
  ['an unknown mount', withStage({ type: 'org.osbuild.noop', mounts: [{ name: 'a', type: 'org.osbuild.nope' }] })],
  [
    'an input of another origin',
    withStage({
      type: 'org.osbuild.noop',
      inputs: { a: { type: 'org.osbuild.tree', origin: 'org.osbuild.source', references: ['a'] } },
    }),
  ],
  ['an unknown source', { version: '2', pipelines: [], sources: { a: { items: {} } } }],
  ['another version', { version: '1', pipelines: [] }],
])('a manifest does not fit it with %s', (_name, manifest) => {
  expect(fits(manifest)).toBe(false);
});
