import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTomlText } from '@bootwright/blueprint';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { captured } from '../captured.ts';
import { documentKinds } from '../validate/document-kinds.ts';
import { schemaHome } from './run-schema.ts';

const docs = join(import.meta.dirname, '../../../../docs');
const store = join(docs, 'schemastore');

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly fileMatch: readonly string[];
  readonly url: string;
}

const { schemas: entries }: { schemas: readonly Entry[] } = JSON.parse(
  readFileSync(join(store, 'catalog-entries.json'), 'utf8'),
);

test('entries have what the catalog asks, in the order of names', () => {
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)));
  for (const { name, description, ...others } of entries) {
    expect(Object.keys(others)).toEqual(['fileMatch', 'url']);
    expect(`${name} ${description}`).not.toMatch(/schema/i);
    expect(description).toMatch(/^[A-Z].*[^.:]$/);
  }
});

const kindOfEntry = ({ url }: Entry) => url.slice(schemaHome.length + 1).replace(/\.json$/, '');

test('every address is that of a schema, whose id it is', () => {
  for (const entry of entries) {
    const kind = kindOfEntry(entry);
    expect(documentKinds).toContain(kind);
    expect(JSON.parse(readFileSync(join(docs, 'schemas', `${kind}.json`), 'utf8')).$id).toBe(entry.url);
  }
});

test('no pattern claims files of other programs: each names a folder of the product or a distinct ending', () => {
  const patterns = entries.flatMap(({ fileMatch }) => fileMatch);
  const distinct =
    /^\*\*\/(?:usr\/lib|etc)\/(?:bootc|image-builder\/bootc|bootc-image-builder)\/|^\*\*\/bootc-image-builder\/|^(?:\*\.)?(?:osbuild-manifest|bootwright-request)\.json$|^\*\.blueprint\.(?:toml|json)$/;
  expect(patterns.filter((pattern) => !distinct.test(pattern))).toEqual([]);
  expect(new Set(patterns).size).toBe(patterns.length);
});

/** Documents of a side, by kind. */
function documents(side: 'test' | 'negative_test'): readonly (readonly [kind: string, file: string])[] {
  const folder = join(store, 'src', side);
  return readdirSync(folder).flatMap((kind) =>
    readdirSync(join(folder, kind)).map((name) => [kind, join(folder, kind, name)] as const),
  );
}

function documentOf(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.json')) return JSON.parse(text);
  if (file.endsWith('.yaml')) return parse(text);
  const reading = readTomlText(text);
  if (reading.kind !== 'value') throw new Error(reading.problem);
  return reading.value;
}

const fits = (kind: string, file: string): boolean => {
  // Schemas of osbuild itself say what members are without saying that the whole is an object.
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, ...(kind === 'manifest' && { strictTypes: false }) });
  return ajv.validate(JSON.parse(readFileSync(join(docs, 'schemas', `${kind}.json`), 'utf8')), documentOf(file));
};

describe.each(entries.map((entry) => [kindOfEntry(entry)]))('documents of %s', (kind) => {
  test.each(['test', 'negative_test'] as const)('are there in src/%s', (side) => {
    expect(documents(side).some(([of]) => of === kind)).toBe(true);
  });
});

test.each(documents('test'))('%s fits, and validate knows its kind and finds no fault: %s', async (kind, file) => {
  expect(fits(kind, file)).toBe(true);
  const { status, stdout } = await captured(['validate', file, '--json']);
  const { valid, kind: found, problems } = JSON.parse(stdout);
  expect({ status, valid, found, problems }).toEqual({ status: 0, valid: true, found: kind, problems: [] });
});

test.each(documents('negative_test'))('%s does not fit, and validate reports it: %s', async (kind, file) => {
  expect(fits(kind, file)).toBe(false);
  expect((await captured(['validate', file, '--kind', kind])).status).toBe(3);
});
