import { parseBuildRequestValue, requestJsonSchema } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { diskDefinitionJsonSchema, parseDiskDefinition } from '@bootwright/disk';
import { planImage } from '@bootwright/plan';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordedRequests } from '../../../../tools/recorded-requests.ts';
import { captured } from '../captured.ts';
import { schemaNames } from './schema-command.ts';

const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });

test.each(schemaNames)('schema %s is a JSON Schema', async (name) => {
  const { status, stdout } = await captured(['schema', name]);
  expect(status).toBe(0);
  const schema = JSON.parse(stdout);
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema.$id).toBe(`https://bootwright.org/schemas/${name}.json`);
  expect(schema.title.length).toBeGreaterThan(5);
  expect(ajv.validateSchema(schema)).toBe(true);
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
