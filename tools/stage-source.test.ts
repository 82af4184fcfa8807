import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageSchemas } from '@bootwright/osbuild/schemas';
import { describe, expect, test } from 'vitest';
import { inOrderOf } from './field-order.ts';
import { recordings, recordingText } from './reference.ts';
import { sharedParts } from './shared-parts.ts';
import { optionsRegistry, registeredStages, schemasRegistry } from './stage-registry.ts';
import { type JsonSchema, optionsOf, type StageMeta, sharedSource, stageNames, stageSource } from './stage-source.ts';

describe('the names of a stage', () => {
  test.each([
    ['org.osbuild.sfdisk', { file: 'sfdisk', schema: 'sfdisk', type: 'SfdiskOptions' }],
    ['org.osbuild.mkfs.ext4', { file: 'mkfs-ext4', schema: 'mkfsExt4', type: 'MkfsExt4Options' }],
    [
      'org.osbuild.bootc.install-to-filesystem',
      {
        file: 'bootc-install-to-filesystem',
        schema: 'bootcInstallToFilesystem',
        type: 'BootcInstallToFilesystemOptions',
      },
    ],
  ])('%s', (stage, names) => {
    expect(stageNames(stage)).toEqual({ stage, ...names });
  });

  test.each(['sfdisk', 'org.osbuild.', 'org.osbuild.../x', 'org.osbuild.A'])('%s has none', (stage) => {
    expect(stageNames(stage)).toBeUndefined();
  });
});

const names = { stage: 'org.osbuild.sample', file: 'sample', schema: 'sample', type: 'SampleOptions' };

function schemaText(options: JsonSchema, definitions: Readonly<Record<string, JsonSchema>> = {}): string {
  const text = stageSource(names, { options, definitions });
  return /export const sample = ([\s\S]*?);\n\nexport type/.exec(text)?.[1] ?? text;
}

describe('the schema of a stage', () => {
  test('is a module with the schema and its type', () => {
    const options = { additionalProperties: false, properties: { a: { type: 'string' } } };
    expect(stageSource(names, { options, definitions: {} })).toBe(
      `import { z } from 'zod';
import type { OptionsOf } from '../options-of.ts';

/** Options of \`org.osbuild.sample\`, in the order in which they are written. */
export const sample = z.strictObject({ a: z.exactOptional(z.string()) });

export type SampleOptions = OptionsOf<typeof sample>;
`,
    );
  });

  test.each<[string, JsonSchema, string]>([
    ['text', { type: 'string', minLength: 1, pattern: '^a/b$' }, 'z.string().min(1).regex(/^a\\/b$/)'],
    ['numbers', { type: 'integer', minimum: 0, maximum: 9 }, 'z.int().min(0).max(9)'],
    ['choices of values', { enum: ["it's", 1, true] }, "z.literal(['it\\'s', 1, true])"],
    ['lists', { type: 'array', minItems: 1, items: { type: 'boolean' } }, 'z.array(z.boolean()).min(1)'],
    ['several types', { type: ['string', 'null'] }, 'z.union([z.string(), z.null()])'],
    [
      'forms of one type',
      { type: 'string', oneOf: [{ pattern: 'a' }, { pattern: 'b' }] },
      'z.union([z.string().regex(/a/), z.string().regex(/b/)])',
    ],
    ['maps', { type: 'object', additionalProperties: { type: 'number' } }, 'z.record(z.string(), z.number())'],
    [
      'maps with keys of a form',
      { additionalProperties: false, patternProperties: { '^a': { type: 'number' } } },
      'z.record(z.string().regex(/^a/), z.number())',
    ],
    ['open objects', { properties: { a: { type: 'number' } } }, 'z.looseObject({ a: z.exactOptional(z.number()) })'],
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
      definitions: { 'one-name': { type: 'string' } },
    });
    expect(text.match(/const oneName = z\.string\(\);/g)).toHaveLength(1);
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
      additionalProperties: false,
      ...{ properties: { a: { type: 'string' } }, not: { required: ['a'] } },
    };
    const options = { additionalProperties: false, properties: { one: part, two: part } };
    const text = stageSource(names, { options, definitions: {} }, { shared: { ...part, type: 'object' } });
    expect(text).toContain('z.strictObject({ one: z.exactOptional(shared), two: z.exactOptional(shared) })');
    expect(text).toContain("import { shared } from '../shared-schemas.ts';");
    expect(text).not.toContain('keysMeet');
  });

  test('that mixes named keys with patterns is left to people', () => {
    expect(() => schemaText({ properties: { a: {} }, patternProperties: { b: {} } })).toThrow('write it by hand');
  });

  test('with a reference to nowhere is refused', () => {
    expect(() => schemaText({ properties: { a: { $ref: '#/definitions/gone' } } })).toThrow('leads nowhere');
  });
});

describe('what is in use is what would be written:', () => {
  const source = join(import.meta.dirname, '../packages/osbuild/src');
  // Layout, quotes and escapes that say nothing are the formatter's.
  const words = (text: string) => text.replace(/[\s"']|\\(?=[^a-zA-Z0-9\\])|,(?=\s*[)\]}])/g, '');

  test('the shared parts', () => {
    expect(words(readFileSync(join(source, 'shared-schemas.ts'), 'utf8'))).toBe(words(sharedSource(sharedParts)));
  });

  test.skipIf(recordings.missing)(`every stage${recordings.note}`, () => {
    for (const [stage, standing] of Object.entries(stageSchemas)) {
      const names = stageNames(stage) ?? expect.unreachable(stage);
      const meta: StageMeta = JSON.parse(recordingText(`osbuild-schemas/stages/${stage}.meta.json`));
      const text = stageSource(names, inOrderOf(standing, optionsOf(meta)), sharedParts);
      expect(words(readFileSync(join(source, 'stages', `${names.file}.ts`), 'utf8'))).toBe(words(text));
    }
  });
});

describe('the registry', () => {
  const stages = ['org.osbuild.noop', 'org.osbuild.mkfs.ext4', 'org.osbuild.noop'];

  test('has the options of every stage once, sorted', () => {
    expect(registeredStages(optionsRegistry(stages))).toEqual(['org.osbuild.mkfs.ext4', 'org.osbuild.noop']);
    expect(optionsRegistry(stages)).toContain("readonly 'org.osbuild.mkfs.ext4': MkfsExt4Options;");
  });

  test('has the schema of every stage', () => {
    expect(schemasRegistry(stages)).toContain("'org.osbuild.mkfs.ext4': mkfsExt4,");
    expect(schemasRegistry(stages)).toContain("import { mkfsExt4 } from './stages/mkfs-ext4.ts';");
  });

  test('refuses two stages that would share a file', () => {
    expect(() => optionsRegistry(['org.osbuild.a-b', 'org.osbuild.a.b'])).toThrow('would share the file a-b.ts');
  });

  test.each([
    ['stage-options.ts', optionsRegistry],
    ['stage-schemas.ts', schemasRegistry],
  ])('that is in use, %s, is what would be written, with a line for each file', (file, registry) => {
    const source = join(import.meta.dirname, '../packages/osbuild/src');
    const text = readFileSync(join(source, file), 'utf8');
    const used = registeredStages(text);
    const lines = (one: string) => one.split('\n').sort();
    expect(lines(text)).toEqual(lines(registry(used)));
    const files = readdirSync(join(source, 'stages')).map((name) => name.replace(/\.ts$/, ''));
    expect(used.map((stage) => stageNames(stage)?.file).sort()).toEqual(files.sort());
  });
});
