import { parseBuildRequestValue, requestJsonSchema } from '@bootwright/build-request';
import {
  containerInfoJsonSchema,
  isoDefinitionJsonSchema,
  parseContainerInfo,
  parseIsoDefinition,
} from '@bootwright/container-facts';
import { Fault } from '@bootwright/core';
import type { JsonSchema } from '@bootwright/core/schemas';
import { diskDefinitionJsonSchema, parseDiskDefinition } from '@bootwright/disk';
import { caseFileJsonSchema, parseCaseFile } from '@bootwright/golden';
import { installJsonSchema, kargsJsonSchema, readInstallText, readKargsText } from '@bootwright/inspect';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** One way to change a document; `steps` lead to the place, each modulo the number of members there. */
interface Change {
  readonly kind: 'replace' | 'remove' | 'add';
  readonly steps: readonly number[];
  readonly value: Json;
}

const scalar = fc.oneof(
  fc.constantFrom<Json>('', 'xfs', 'a', '10 GiB', 0, 1, -1, 1.5, 300, true, false, 'x86_64', '010'),
  fc.string({ maxLength: 4 }).map((text) => text.replace(/[^ -~]/g, '')),
);
const json = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 2 }),
  fc.constantFrom<Json>({}, { a: 1 }, [[]], [{}]),
);
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('replace', 'remove', 'add'),
  steps: fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
  value: json,
});

function changed(value: Json, { kind, steps, value: given }: Change): Json {
  const [step = 0, ...rest] = steps;
  if (typeof value !== 'object') return given;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  const inner = key === undefined ? undefined : Object(value)[key];
  if (rest.length > 0 && typeof inner === 'object' && key !== undefined) {
    const next = changed(inner, { kind, steps: rest, value: given });
    return Array.isArray(value) ? value.with(Number(key), next) : { ...value, [key]: next };
  }
  if (Array.isArray(value)) {
    if (kind === 'add' || key === undefined) return [...value, given];
    return kind === 'remove' ? value.toSpliced(Number(key), 1) : value.with(Number(key), given);
  }
  if (kind === 'add' || key === undefined) return { ...value, surprise: given };
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      name !== key ? [[name, member]] : kind === 'remove' ? [] : [[name, given]],
    ),
  );
}

/** A value as TOML on one line. A JSON text is a TOML text. */
function toml(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{ ${tomlMembers(value).join(', ')} }`;
}

const tomlMembers = (value: Json) =>
  Object.entries(value).map(([key, member]) => `${JSON.stringify(key)} = ${toml(member)}`);
const tomlText = (value: Json) => `${tomlMembers(value).join('\n')}\n`;

function accepts(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

interface Kind {
  readonly schema: JsonSchema;
  readonly sample: Json;
  readonly parse: (value: Json) => unknown;
  /** It also rejects what follows from several values together, which no schema can say. */
  readonly parserKnowsMore?: true;
}

const facts = {
  imgref: 'registry.example.com/a:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000_000,
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, selinux_policy: 'targeted', uefi_vendor: 'a' },
};

const kinds: Readonly<Record<string, Kind>> = {
  'iso.yaml': {
    schema: isoDefinitionJsonSchema(),
    sample: {
      label: 'A',
      kernel_args: ['a', 'b'],
      grub2: { default: 0, timeout: 10, entries: [{ name: 'a', linux: '/a', initrd: '/b' }] },
    },
    // JSON is YAML.
    parse: (value) => parseIsoDefinition(JSON.stringify(value), { document: 'iso.yaml' }),
  },
  'disk.yaml': {
    schema: diskDefinitionJsonSchema(),
    sample: {
      mount_configuration: 'fstab',
      partition_table: {
        type: 'gpt',
        partitions: [
          { size: '1 GiB', payload_type: 'filesystem', payload: { type: 'ext4', mountpoint: '/' } },
          { size: 1, payload_type: 'btrfs', payload: { subvolumes: [{ name: 'root', mountpoint: '/' }] } },
        ],
      },
    },
    parse: (value) => parseDiskDefinition(JSON.stringify(value), { document: 'disk.yaml' }),
  },
  'install-configuration': {
    schema: installJsonSchema(),
    sample: {
      install: {
        'root-fs-type': 'xfs',
        block: ['direct'],
        filesystem: { root: { type: 'ext4' } },
        kargs: ['a'],
        'match-architectures': ['x86_64'],
        ostree: { 'bls-append-except-default': 'a', other: 1 },
        bootupd: { 'skip-boot-uuid': true },
        bootloader: 'grub',
        'discoverable-partitions': true,
      },
    },
    parse: (value) => readInstallText({ file: 'a.toml', text: tomlText(value) }),
  },
  'kargs.d': {
    schema: kargsJsonSchema(),
    sample: { kargs: ['quiet', 'a=b'], 'match-architectures': ['x86_64'] },
    parse: (value) => readKargsText({ file: 'a.toml', text: tomlText(value) }),
  },
  facts: { schema: containerInfoJsonSchema(), sample: facts, parse: (value) => parseContainerInfo(value) },
  request: {
    schema: requestJsonSchema(),
    sample: { $schema: 'https://example.com/a', name: 'a', container: facts, image_type: 'raw', options: { size: 1 } },
    parse: (value) => parseBuildRequestValue(value, { profile: 'reference' }),
    parserKnowsMore: true,
  },
  cases: {
    schema: caseFileJsonSchema(),
    sample: {
      $schema: 'https://example.com/a',
      matrix: {
        containers: { a: {}, b: { unified_kernel: true } },
        twins: { b: 'a' },
        architectures: ['x86_64', 'aarch64'],
        file_systems: ['ext4', 'xfs'],
        types: ['raw', 'qcow2'],
        profiles: ['reference'],
        exclude: [{ because: 'a', types: ['raw'] }],
      },
    },
    // The faults of a request are the outcome of its case.
    parse: (value) =>
      Object.hasOwn(Object(value), 'matrix')
        ? parseCaseFile({ path: 'a.json', text: JSON.stringify(value) })
        : parseBuildRequestValue(value, { profile: 'reference' }),
    parserKnowsMore: true,
  },
};

describe.each(Object.entries(kinds))('schema and parser of %s', (_name, { schema, sample, parse, parserKnowsMore }) => {
  const fits = ajv.compile(schema);

  test('accept a whole document', () => {
    parse(sample);
    expect({ fits: fits(sample), errors: fits.errors }).toEqual({ fits: true, errors: null });
  });

  test('agree on documents with changes', () => {
    const verdicts = { yes: 0, no: 0 };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        const value = changes.reduce<Json>(changed, sample);
        fc.pre(typeof value === 'object' && !Array.isArray(value));
        const isAccepted = accepts(() => parse(value));
        verdicts[isAccepted ? 'yes' : 'no'] += 1;
        if (!isAccepted && parserKnowsMore === true) return;
        expect({ value, fits: fits(value) }).toEqual({ value, fits: isAccepted });
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(Math.min(verdicts.yes, verdicts.no)).toBeGreaterThan(20);
  });
});
