import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  deviceSchemas,
  inputSchemas,
  mountSchemas,
  sourceSchemas,
  stageParts,
  stageSchemas,
} from '@bootwright/osbuild/schemas';
import { describe, expect, test } from 'vitest';
import { inOrderOf } from './field-order.ts';
import { moduleKinds, moduleNames, moduleSchema, moduleSource } from './module-source.ts';
import type { JsonSchema } from './osbuild-json-schema.ts';
import { recordings, recordingText } from './reference.ts';
import { sharedParts } from './shared-parts.ts';
import { moduleRegistry, type PartRules, partRules, stageRegistry } from './stage-registry.ts';
import { optionsOf, type StageMeta, sharedSource, stageNames, stageSource } from './stage-source.ts';

describe('the names of a stage', () => {
  test.each([
    ['org.osbuild.sfdisk', { file: 'sfdisk', schema: 'sfdisk' }],
    ['org.osbuild.mkfs.ext4', { file: 'mkfs-ext4', schema: 'mkfsExt4' }],
    [
      'org.osbuild.bootc.install-to-filesystem',
      { file: 'bootc-install-to-filesystem', schema: 'bootcInstallToFilesystem' },
    ],
  ])('%s', (stage, names) => {
    expect(stageNames(stage)).toEqual({ stage, ...names });
  });

  test.each(['sfdisk', 'org.osbuild.', 'org.osbuild.../x', 'org.osbuild.A'])('%s has none', (stage) => {
    expect(stageNames(stage)).toBeUndefined();
  });
});

const names = { stage: 'org.osbuild.sample', file: 'sample', schema: 'sample' };

function schemaText(options: JsonSchema, definitions: Readonly<Record<string, JsonSchema>> = {}): string {
  const text = stageSource(names, { options, definitions });
  return /export const sample = ([\s\S]*);\n$/.exec(text)?.[1] ?? text;
}

describe('the schema of a stage', () => {
  test('is a module', () => {
    const options = { additionalProperties: false, properties: { a: { type: 'string' } } };
    expect(stageSource(names, { options, definitions: {} })).toBe(
      `import * as z from 'zod';

/** Options of \`org.osbuild.sample\`, in the order in which they are written. */
export const sample = z.strictObject({ a: z.exactOptional(z.string()) });
`,
    );
  });

  test.each<[string, JsonSchema, string]>([
    ['text', { type: 'string', minLength: 1, pattern: '^a/b$' }, 'z.string().min(1).regex(pythonRegex(/^a\\/b$/))'],
    ['numbers', { type: 'integer', minimum: 0, maximum: 9 }, 'z.int().min(0).max(9)'],
    ['choices of values', { enum: ["it's", 1, true] }, "z.literal(['it\\'s', 1, true])"],
    ['lists', { type: 'array', minItems: 1, items: { type: 'boolean' } }, 'z.array(z.boolean()).min(1)'],
    ['several types', { type: ['string', 'null'] }, 'z.union([z.string(), z.null()])'],
    [
      'forms of one type',
      { type: 'string', oneOf: [{ pattern: 'a' }, { pattern: 'b' }] },
      'z.xor([z.string().regex(/a/), z.string().regex(/b/)])',
    ],
    ['maps', { type: 'object', additionalProperties: { type: 'number' } }, 'z.record(z.string(), z.number())'],
    [
      'maps with keys of a form',
      { type: 'object', additionalProperties: false, patternProperties: { '^a': { type: 'number' } } },
      'z.record(z.string().regex(/^a/), z.number())',
    ],
    [
      'open objects',
      { type: 'object', properties: { a: { type: 'number' } } },
      'z.looseObject({ a: z.exactOptional(z.number()) })',
    ],
    [
      'objects, or values of any other type, where no type is named',
      { additionalProperties: false, properties: { a: { type: 'number' } } },
      'z.union([z.strictObject({ a: z.exactOptional(z.number()) }), notAnObject])',
    ],
    [
      'named keys next to keys of a form',
      { type: 'object', properties: { a: { type: 'number' } }, patternProperties: { '^b-.*$': { type: 'string' } } },
      "z.intersection(z.looseObject({ a: z.exactOptional(z.number()) }), z.looseRecord(z.templateLiteral(['b-', z.string().regex(/^.*$/)]), z.string()))",
    ],
    [
      'forms of which each has a value of its own',
      {
        oneOf: ['a', 'b'].map((name) => ({ type: 'object', required: ['k'], properties: { k: { enum: [name] } } })),
      },
      "z.union([z.looseObject({ k: z.literal('a') }), z.looseObject({ k: z.literal('b') })])",
    ],
    [
      'all of two objects as one',
      {
        allOf: [
          { type: 'object', required: ['a'], additionalProperties: false, properties: { a: { type: 'string' } } },
          { type: 'object', properties: { b: { type: 'number' } } },
        ],
      },
      'z.strictObject({ a: z.string(), b: z.exactOptional(z.number()) })',
    ],
    [
      'lists whose items differ',
      { type: 'array', uniqueItems: true, items: { type: 'string' } },
      'z.array(z.string()).refine(...distinctItems)',
    ],
    ['lists of one item', { type: 'array', items: [{ type: 'string' }] }, 'z.tuple([z.string()])'],
    ['keys that may have any value', { type: 'object', required: ['a'] }, 'z.looseObject({ a: z.unknown() })'],
    ['anything', {}, 'z.unknown()'],
  ])('has %s', (_name, value, text) => {
    expect(schemaText({ additionalProperties: false, required: ['key'], properties: { key: value } })).toBe(
      `z.strictObject({ key: ${text} })`,
    );
  });

  test('has definitions once, before they are used', () => {
    const use = { $ref: '#/definitions/one-name' };
    const text = stageSource(names, {
      options: { properties: { a: use, 'b-c': use } },
      definitions: { 'one-name': { enum: ['first', 'second', 'third'] } },
    });
    expect(text.match(/const oneName = z\.literal\(/g)).toHaveLength(1);
    expect(text).toContain("z.looseObject({ a: z.exactOptional(oneName), 'b-c': z.exactOptional(oneName) })");
  });

  test('has conditions on its keys', () => {
    const condition = { anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(schemaText({ properties: { a: {}, b: {} }, ...condition })).toBe(
      `z.looseObject({ a: z.exactOptional(z.unknown()), b: z.exactOptional(z.unknown()) }).refine(...keysMeet(${JSON.stringify(condition)}))`,
    );
  });

  test('has shared parts by their name', () => {
    const part: JsonSchema = {
      type: 'object',
      additionalProperties: false,
      ...{ properties: { a: { type: 'string' } }, not: { required: ['a'] } },
    };
    const options = { additionalProperties: false, properties: { one: part, two: part } };
    const text = stageSource(names, { options, definitions: {} }, { shared: part });
    expect(text).toContain('z.strictObject({ one: z.exactOptional(shared), two: z.exactOptional(shared) })');
    expect(text).toContain("import { shared } from '../shared-schemas.ts';");
    expect(text).not.toContain('keysMeet');
  });

  test('with a reference to nowhere is rejected', () => {
    expect(() => schemaText({ properties: { a: { $ref: '#/definitions/gone' } } })).toThrow('leads nowhere');
  });
});

describe('what is in use is what would be written:', () => {
  const source = join(import.meta.dirname, '../packages/osbuild/src');
  const modules = { sources: sourceSchemas, inputs: inputSchemas, devices: deviceSchemas, mounts: mountSchemas };
  // Layout, quotes and escapes that say nothing are the formatter's.
  const words = (text: string) => text.replace(/[\s"']|\\(?=[^a-zA-Z0-9\\])|,(?=\s*[)\]}])/g, '');

  test('the shared parts', () => {
    expect(words(readFileSync(join(source, 'shared-schemas.ts'), 'utf8'))).toBe(words(sharedSource(sharedParts)));
  });

  const metaOf = (kind: string, module: string): StageMeta =>
    JSON.parse(recordingText(`osbuild-schemas/${kind}/${module}.meta.json`));

  test.skipIf(recordings.missing)(`every stage${recordings.note}`, () => {
    for (const [stage, existing] of Object.entries(stageSchemas)) {
      const names = stageNames(stage) ?? expect.unreachable(stage);
      const text = stageSource(names, inOrderOf(existing, optionsOf(metaOf('stages', stage))), sharedParts);
      expect(words(readFileSync(join(source, 'stages', `${names.file}.ts`), 'utf8'))).toBe(words(text));
    }
  });

  test.skipIf(recordings.missing)(`every source, input, device and mount${recordings.note}`, () => {
    for (const [kind, schemas] of moduleKinds.map((kind) => [kind, modules[kind]] as const)) {
      for (const [module, existing] of Object.entries(schemas)) {
        const names = moduleNames(kind, module) ?? expect.unreachable(module);
        const { definitions = {}, ...options } = moduleSchema(names, metaOf(kind, module));
        const ordered = inOrderOf(existing, { options, definitions });
        const text = moduleSource(names, { ...ordered.options, definitions: ordered.definitions }, sharedParts);
        expect(words(readFileSync(join(source, kind, `${names.file}.ts`), 'utf8'))).toBe(words(text));
      }
    }
  });

  test.skipIf(recordings.missing)(`the parts of every stage${recordings.note}`, () => {
    const rules = Object.keys(stageSchemas).map((stage) => [stage, partRules(metaOf('stages', stage))]);
    const taken = rules.filter(([, rule]) => JSON.stringify(rule) !== '{}');
    expect(stageParts).toEqual(Object.fromEntries(taken));
  });

  test('the registries', () => {
    const names = moduleKinds
      .map((kind) => [kind, modules[kind]] as const)
      .flatMap(([kind, schemas]) =>
        Object.keys(schemas).map((module) => moduleNames(kind, module) ?? expect.unreachable(module)),
      );
    const lines = (one: string) => one.split('\n').sort();
    const inUse = (file: string) => lines(readFileSync(join(source, file), 'utf8'));
    expect(inUse('stage-schemas.ts')).toEqual(lines(stageRegistry(Object.keys(stageSchemas))));
    expect(inUse('module-schemas.ts')).toEqual(lines(moduleRegistry(names)));
  });

  test.each(['stages', 'sources', 'inputs', 'devices', 'mounts'])('a line for each file of %s', (kind) => {
    const known = kind === 'stages' ? Object.keys(stageSchemas) : Object.keys(Object(modules)[kind]);
    const files = readdirSync(join(source, kind)).map((name) => name.replace(/\.ts$/, ''));
    expect(known.map((name) => stageNames(name)?.file).sort()).toEqual(files.sort());
  });
});

describe('the registry', () => {
  const stages = ['org.osbuild.noop', 'org.osbuild.mkfs.ext4', 'org.osbuild.noop'];

  test('has the schema of every stage once', () => {
    expect(stageRegistry(stages).match(/'org\.osbuild\.noop': noop,/g)).toHaveLength(1);
    expect(stageRegistry(stages)).toContain("import { mkfsExt4 } from './stages/mkfs-ext4.ts';");
  });

  test('rejects two stages that would share a file', () => {
    expect(() => stageRegistry(['org.osbuild.a-b', 'org.osbuild.a.b'])).toThrow('would share the file a-b.ts');
  });
});

describe('what a stage takes next to its options', () => {
  test.each<[string, StageMeta, PartRules]>([
    ['nothing by version 1', { schema: {} }, {}],
    ['any inputs', { schema_2: { inputs: { type: 'object', additionalProperties: true } } }, { inputs: 'any' }],
    [
      'named inputs',
      { schema_2: { inputs: { additionalProperties: false, required: ['a'], properties: { a: {}, b: {} } } } },
      { inputs: { required: ['a'], optional: ['b'] } },
    ],
    [
      'inputs of a form',
      { schema_2: { inputs: { additionalProperties: false, patternProperties: { '^l': {} } } } },
      { inputs: { required: [], optional: ['/^l/'] } },
    ],
    ['devices', { schema_2: { devices: { required: ['device'] } } }, { devices: ['device'] }],
    ['mounts', { schema_2: { mounts: { minItems: 1 } } }, { mounts: 1 }],
  ])('is %s', (_name, meta, rules) => {
    expect(partRules(meta)).toEqual(rules);
  });
});
