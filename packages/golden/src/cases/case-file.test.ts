import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { parseCaseFile } from './case-file.ts';
import { parseCaseFiles } from './read-cases.ts';

const container = { imgref: 'registry.example.com/harbour/web:1' };
const matrix = {
  containers: { sealed: { ...container, unified_kernel: true }, plain: container },
  twins: { sealed: 'plain' },
  architectures: { x86_64: { os_info: { uefi_vendor: 'harbour' } }, s390x: {} },
  file_systems: ['ext4'],
  blueprints: { none: {}, quiet: { customizations: { kernel: { append: 'quiet' } } } },
  types: ['raw', 'qcow2'],
  seed: 7,
  exclude: [{ because: 'no UEFI there', containers: ['sealed'], architectures: ['s390x'] }],
};

const file = (value: unknown, path = 'matrix/disks.json') => ({ path, text: JSON.stringify(value) });

function faultsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error.all().map(({ code, message, hint }) => `${code}: ${message} | ${hint}`);
    throw error;
  }
  return [];
}

describe('a file with a request', () => {
  test('is a case with the name of the file', () => {
    const request = { container, image_type: 'raw' };
    expect(parseCaseFile(file(request, 'servers/web.json'))).toEqual([
      { name: 'servers/web', request, profile: 'reference', at: { document: 'servers/web' } },
    ]);
  });

  test('is planned with the profile that was asked for', () => {
    expect(parseCaseFile(file({}), 'recommended')[0]?.profile).toBe('recommended');
  });
});

describe('a file with a matrix', () => {
  test('expands to names that say what each case is, the type varying fastest', () => {
    expect(parseCaseFile(file({ matrix })).map(({ name }) => name)).toEqual([
      'matrix/disks/none/x86_64-ext4/sealed-reference/raw',
      'matrix/disks/none/x86_64-ext4/sealed-reference/qcow2',
      'matrix/disks/none/x86_64-ext4/plain-reference/raw',
      'matrix/disks/none/x86_64-ext4/plain-reference/qcow2',
      'matrix/disks/none/s390x-ext4/plain-reference/raw',
      'matrix/disks/none/s390x-ext4/plain-reference/qcow2',
      'matrix/disks/quiet/x86_64-ext4/sealed-reference/raw',
      'matrix/disks/quiet/x86_64-ext4/sealed-reference/qcow2',
      'matrix/disks/quiet/x86_64-ext4/plain-reference/raw',
      'matrix/disks/quiet/x86_64-ext4/plain-reference/qcow2',
      'matrix/disks/quiet/s390x-ext4/plain-reference/raw',
      'matrix/disks/quiet/s390x-ext4/plain-reference/qcow2',
    ]);
  });

  test('names its variants before the blueprints, each with its options and with what signs its addons', () => {
    const signing = { key: 'a key', certificate: 'a certificate' };
    const variants = { plain: {}, signed: { options: { size: 5 }, signing } };
    const cases = parseCaseFile(file({ matrix: { ...matrix, variants, options: { size: 1 }, types: ['raw'] } }));
    const [first, , , , , , last] = cases.filter(({ name }) => name.includes('x86_64'));
    expect(cases.map(({ name }) => name)).toContain('matrix/disks/signed/quiet/x86_64-ext4/sealed-reference/raw');
    expect(first).toMatchObject({
      name: 'matrix/disks/plain/none/x86_64-ext4/sealed-reference/raw',
      request: { options: { size: 1 } },
      twin: 'matrix/disks/plain/none/x86_64-ext4/plain-reference/raw',
    });
    expect(first).not.toHaveProperty('signing');
    expect(last).toMatchObject({ request: { options: { size: 5 } }, signing });
  });

  test('excludes by variant, and rejects what a variant does not have', () => {
    const variants = { plain: {}, signed: { signing: { key: 'a' }, seed: 1 } };
    expect(faultsOf(() => parseCaseFile(file({ matrix: { ...matrix, variants } })))).toEqual([
      expect.stringContaining('"certificate"'),
      expect.stringContaining('"seed"'),
    ]);
    const exclude = [{ variants: ['signed'] }];
    const left = parseCaseFile(file({ matrix: { ...matrix, variants: { plain: {}, signed: {} }, exclude } }));
    expect(left.every(({ name }) => name.startsWith('matrix/disks/plain/'))).toBe(true);
  });

  test('gives each case a whole request, and a sealed one its twin', () => {
    expect(parseCaseFile(file({ matrix }))[6]).toEqual({
      name: 'matrix/disks/quiet/x86_64-ext4/sealed-reference/raw',
      request: {
        name: 'matrix/disks/quiet/x86_64-ext4/sealed-reference/raw',
        container: {
          ...container,
          unified_kernel: true,
          os_info: { uefi_vendor: 'harbour' },
          arch: 'x86_64',
          default_root_fs: 'ext4',
        },
        image_type: 'raw',
        blueprint: { customizations: { kernel: { append: 'quiet' } } },
        seed: 7,
      },
      profile: 'reference',
      at: {
        document: 'matrix/disks/quiet/x86_64-ext4/sealed-reference/raw',
        file: 'matrix/disks.json',
      },
      twin: 'matrix/disks/quiet/x86_64-ext4/plain-reference/raw',
    });
  });

  test('has every case once for each of its profiles', () => {
    const both = { ...matrix, profiles: ['reference', 'recommended'] };
    const cases = parseCaseFile(file({ matrix: both }), 'recommended');
    expect(cases).toHaveLength(24);
    expect(cases.filter(({ profile }) => profile === 'recommended')).toHaveLength(12);
  });
});

test.each([
  ['text that is not JSON', { path: 'a.json', text: '{' }, 'golden/json: the case is not JSON'],
  [
    'a name that is not a file name everywhere',
    file({}, 'a b.json'),
    'golden/name: "a b" cannot be part of a case\'s name',
  ],
  [
    'a key next to the matrix',
    file({ matrix, name: 'x' }),
    'matrix/unknown-key: unexpected key "name" next to "matrix"',
  ],
  ['a matrix without types', file({ matrix: { ...matrix, types: [] } }), 'matrix/missing: types must not be empty'],
  [
    'a matrix without containers',
    file({ matrix: { ...matrix, containers: {}, twins: {}, exclude: [] } }),
    'matrix/missing: containers must not be empty',
  ],
  [
    'a misspelt axis',
    file({ matrix: { ...matrix, filesystems: ['xfs'] } }),
    'matrix/unknown-key: unknown key "filesystems" | did you mean "file_systems"?',
  ],
  [
    'an unknown profile',
    file({ matrix: { ...matrix, profiles: ['best'] } }),
    'matrix/value: profiles[0] must be "reference" or "recommended", not "best" | use one of reference, recommended',
  ],
  [
    'a missing twin',
    file({ matrix: { ...matrix, twins: { sealed: 'open' } } }),
    'matrix/twin: the twin "open" of sealed is not a container',
  ],
  [
    'an exclusion of nothing',
    file({ matrix: { ...matrix, exclude: [{ types: ['vdi'] }] } }),
    'matrix/value: nothing is excluded by "vdi" | types are raw, qcow2',
  ],
])('%s is a fault', (_name, given, message) => {
  const faults = faultsOf(() => parseCaseFile(given));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(message);
});

test('two files that give one name are a fault', () => {
  const twice = [file({ matrix }), file({}, 'matrix/disks/none/x86_64-ext4/plain-reference/raw.json')];
  expect(faultsOf(() => parseCaseFiles(twice))).toEqual([
    'golden/name-twice: two cases have the name matrix/disks/none/x86_64-ext4/plain-reference/raw | rename one of the files that they come from',
  ]);
});
