import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBuildRequestValue, requestJsonSchema } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { diskDefinitionJsonSchema, parseDiskDefinition } from '@bootwright/disk';
import { planImage } from '@bootwright/plan';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { recordedRequests } from '../../../../tools/recorded-requests.ts';
import { captured } from '../captured.ts';
import { schemaHome } from './run-schema.ts';
import { schemaNames } from './schema-command.ts';

const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });
const docs = join(import.meta.dirname, '../../../../docs/schemas');

test.each(schemaNames)('schema %s is a strict JSON Schema with an address', async (name) => {
  const { status, stdout } = await captured(['schema', name]);
  expect(status).toBe(0);
  const schema = JSON.parse(stdout);
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema.$id).toBe(`${schemaHome}/${name}.json`);
  expect(schema.title.length).toBeGreaterThan(5);
  // Schemas of osbuild itself say what members are without saying that the whole is an object.
  const strict = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    ...(name === 'manifest' && { strictTypes: false }),
  });
  expect(strict.validateSchema(schema)).toBe(true);
  expect(() => strict.compile(schema)).not.toThrow();
});

test.each(schemaNames)('docs/schemas has the schema %s as it is now', async (name) => {
  const { stdout } = await captured(['schema', name]);
  await expect(stdout).toMatchFileSnapshot(join(docs, `${name}.json`));
});

test('docs/schemas has no other schemas', () => {
  const files = readdirSync(docs).filter((file) => file.endsWith('.json'));
  expect(files.toSorted()).toEqual(schemaNames.map((name) => `${name}.json`).toSorted());
});

describe('--all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-schemas-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes every schema to a folder, which it makes', async () => {
    const { status, stdout } = await captured(['schema', '--all', '--output', 'a/b'], { directory: folder });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    for (const name of schemaNames) {
      expect(readFileSync(join(folder, 'a/b', `${name}.json`), 'utf8')).toBe(
        readFileSync(join(docs, `${name}.json`), 'utf8'),
      );
    }
  });

  test('reports a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr } = await captured(['schema', '--all', '-o', 'file/a'], { directory: folder });
    expect(status).toBe(7);
    expect(stderr).toContain('could not be made');
  });

  test.each([
    [['schema', '--all'], '--all needs --output'],
    [['schema', '--all', 'blueprint', '-o', 'a'], 'blueprint is named'],
    [['schema'], 'no schema is named'],
  ])('%j is wrong usage', async (argv, message) => {
    const { status, stderr } = await captured(argv);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

test('--output writes one schema to a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-schema-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { stdout } = await captured(['schema', 'kargs.d', '-o', 'k.json'], { directory: folder });
  expect(stdout).toBe('');
  expect(JSON.parse(readFileSync(join(folder, 'k.json'), 'utf8')).title).toBe(
    'Kernel arguments of a bootable container',
  );
});

test('a misspelt name is wrong usage', async () => {
  const { status, stderr } = await captured(['schema', 'bluprint']);
  expect(status).toBe(2);
  expect(stderr).toContain('did you mean blueprint?');
});

interface Case {
  readonly name: string;
  readonly container: { readonly os_info?: { readonly disk_yaml?: string } };
  readonly tree?: Readonly<Record<string, unknown>>;
}

const cases = (['systematic', 'trees', 'random', 'upstream'] as const).flatMap((set) =>
  recordedRequests<Case>(set).map(({ request }) => request),
);

/** To a reader a key without a value is a missing key; to a schema it is null. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value ?? {};
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

function accepts(parseIt: () => unknown): boolean {
  try {
    parseIt();
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

test('an image type that no request can have does not fit, and one by its alias does', () => {
  const fits = ajv.compile(requestJsonSchema());
  const verdicts = ['qcow2', 'vsphere-ova', 'qcow', ''].map((image_type) => fits({ container: {}, image_type }));
  expect(verdicts).toEqual([true, true, false, false]);
});

describe('recorded requests', () => {
  test('a request that has a plan fits the schema', () => {
    const fits = ajv.compile(requestJsonSchema());
    const strays = cases.filter(
      (one) =>
        one.tree === undefined &&
        accepts(() => planImage(parseBuildRequestValue(one, { profile: 'reference' }).request)) &&
        !fits(withoutNulls(one)),
    );
    expect(strays.map(({ name }) => name)).toEqual([]);
  });

  test('a disk.yaml that is read fits the schema', () => {
    const fits = ajv.compile(diskDefinitionJsonSchema());
    const texts = cases.flatMap(({ container, tree }) => {
      const own = container.os_info?.disk_yaml;
      const inTree = Object.entries(tree ?? {}).flatMap(([path, text]) => (path.endsWith('disk.yaml') ? [text] : []));
      return [own, ...inTree].filter((text) => typeof text === 'string');
    });
    expect(texts.length).toBeGreaterThan(10);
    const read = texts.filter((text) => accepts(() => parseDiskDefinition(text, { document: 'disk.yaml' })));
    const strays = read.filter((text) => !fits(withoutNulls(parse(text))));
    expect(strays).toEqual([]);
  });
});

describe('unknown keys of disk.yaml', () => {
  const fits = ajv.compile(diskDefinitionJsonSchema());
  const whole = {
    mount_configuration: 'fstab',
    partition_table: {
      type: 'gpt',
      policy: { ensure_xbootldr: true },
      partitions: [
        { size: 1, payload_type: 'filesystem', payload: { type: 'ext4', mkfs_options: { geometry: { heads: 1 } } } },
        { size: '1 GiB', payload_type: 'btrfs', payload: { subvolumes: [{ name: 'root', mountpoint: '/' }] } },
        {
          payload_type: 'luks',
          payload: {
            pbkdf: { memory: 1 },
            clevis: { pin: 'tpm2' },
            payload_type: 'lvm',
            payload: { logical_volumes: [{ name: 'a', payload_type: 'swap', payload: { label: 's' } }] },
          },
        },
        { payload_type: 'raw', payload: { source_path: '/a' } },
      ],
    },
  };

  /** Copies of `value`, each with one unknown key in one of its objects. */
  function disturbed(value: unknown): readonly unknown[] {
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => disturbed(item).map((other) => value.with(index, other)));
    }
    if (typeof value !== 'object' || value === null) return [];
    const within = Object.entries(value).flatMap(([key, item]) =>
      disturbed(item).map((other) => ({ ...value, [key]: other })),
    );
    return [{ ...value, surprise: 1 }, ...within];
  }

  test('the whole is read and fits', () => {
    expect(accepts(() => parseDiskDefinition(JSON.stringify(whole), { document: 'disk.yaml' }))).toBe(true);
    expect(fits(whole)).toBe(true);
  });

  test('one unknown key anywhere is rejected by the reader and by the schema', () => {
    const others = disturbed(whole);
    expect(others.length).toBe(19);
    for (const other of others) {
      expect(accepts(() => parseDiskDefinition(JSON.stringify(other), { document: 'disk.yaml' }))).toBe(false);
      expect(fits(other)).toBe(false);
    }
  });
});
