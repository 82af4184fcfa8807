import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { damages } from '../../../tools/damages.ts';
import { manifestWith, type PartKind } from '../../../tools/recorded-verdicts.ts';
import { recordedSchemas, recordings } from '../../../tools/reference.ts';
import { sampleValues } from '../../../tools/sample-values.ts';
import { reportDocument } from './document/document-problems.ts';
import { documentSchema } from './document/manifest-schema.ts';
import { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas } from './module-schemas.ts';
import { stageParts } from './parts/stage-parts.ts';
import { stageSchemas } from './stage-schemas.ts';
import { manifestValidator } from './testing/manifest-validator.ts';

const registries: Readonly<Record<PartKind, Readonly<Record<string, z.ZodType>>>> = {
  stage: stageSchemas,
  input: inputSchemas,
  device: deviceSchemas,
  mount: mountSchemas,
  source: sourceSchemas,
};

const kinds = ['stage', 'input', 'device', 'mount', 'source'] as const;

/** Of a test that goes through all modules of a kind, in milliseconds. */
const timeout = 600_000;

function isAccepted(manifest: unknown): boolean {
  let accepted = true;
  reportDocument(manifest, documentSchema, () => {
    accepted = false;
  });
  return accepted;
}

/** All osbuild's own schemas describe, as samples are drawn by it. */
function described(kind: PartKind, type: string): Readonly<Record<string, unknown>> {
  const { schema, schema_2 } = Object(recordedSchemas())[`${kind}s`][type];
  const { definitions, options, ...others } = schema_2 ?? schema;
  return kind === 'stage' && schema_2 !== undefined
    ? { definitions, type: 'object', ...options }
    : { type: 'object', ...others, definitions };
}

describe.skipIf(recordings.missing)(`the schemas of osbuild${recordings.note}`, () => {
  const validate = recordings.missing ? () => [] : manifestValidator(recordedSchemas());
  const isValid = (manifest: unknown) => validate(JSON.parse(JSON.stringify(manifest))).length === 0;

  test('describe the modules that are here, and no other', () => {
    const { document: _document, ...theirs } = recordedSchemas();
    const named = Object.entries(theirs).map(([kind, modules]) => [kind.slice(0, -1), Object.keys(modules).sort()]);
    const ours = Object.entries(registries).map(([kind, modules]) => [kind, Object.keys(modules).sort()]);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(named));
  });

  test.each(kinds)(
    'of each %s: values by the schema, changed at one place or not, get one verdict',
    { timeout },
    (kind) => {
      const apart = Object.entries(registries[kind]).flatMap(([type, schema]) => {
        const ours = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
        const values = [...sampleValues(described(kind, type)), ...sampleValues(ours)];
        if (values.length === 0) return [`${type} has no values`];
        const changed = fc.sample(fc.constantFrom(...values.flatMap((value) => [...damages(value)])), {
          seed: 1,
          numRuns: 400,
        });
        const manifests = [...values, ...changed].map((value) => manifestWith(kind, type, value));
        return manifests.filter((manifest) => isAccepted(manifest) !== isValid(manifest));
      });
      expect(apart).toEqual([]);
    },
  );

  test('of each stage: it takes the inputs, devices and mounts that osbuild takes', { timeout }, () => {
    expect(Object.keys(stageSchemas).flatMap(withOtherParts)).toEqual([]);
  });

  /** Manifests of a stage with inputs, devices or mounts on which osbuild's schema decides otherwise. */
  function withOtherParts(type: string): readonly unknown[] {
    const names = ['tree', 'file', 'images', 'base', 'layer.1', 'device', 'any'];
    const input = (name: string) => ({
      [name]: { type: 'org.osbuild.tree', origin: 'org.osbuild.pipeline', references: ['name:a'] },
    });
    const device = (name: string) => ({ [name]: { type: 'org.osbuild.loopback', options: { filename: 'a' } } });
    const required = Object(stageParts[type]?.inputs).required ?? [];
    const stages = [
      {},
      { inputs: {} },
      { devices: {}, mounts: [] },
      { inputs: Object.assign({}, ...required.map(input)) },
      ...names.map((name) => ({ inputs: Object.assign({}, ...required.map(input), input(name)) })),
      ...['device', 'disk', 'any'].map((name) => ({ devices: device(name) })),
      { devices: { ...device('data_device'), ...device('hash_device') } },
      { mounts: [{ name: 'a', type: 'org.osbuild.ext4', source: 'a', target: '/' }] },
    ];
    return stages
      .map((parts) => ({ version: '2', pipelines: [{ name: 'x', stages: [{ type, ...parts }] }], sources: {} }))
      .filter((manifest) => isAccepted(manifest) !== isValidWithoutOptions(manifest));
  }

  /** The validator takes a stage without options for one with none; osbuild does not check missing options. */
  function isValidWithoutOptions(manifest: unknown): boolean {
    return validate(JSON.parse(JSON.stringify(manifest))).every(({ at }) => at?.path?.[4] === 'options');
  }
});
