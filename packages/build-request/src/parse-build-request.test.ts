import { Fault, renderPath } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleContainer } from '../testing/sample-request.ts';
import { parseBuildRequestValue } from './parse-build-request.ts';
import type { BuildRequestInput } from './request-schema.ts';

const container = {
  imgref: 'registry.example.com/os/app:1',
  arch: 'amd64',
  default_root_fs: 'ext4',
  size: 2147483648,
  os_info: {
    os_release: { id: 'acme', version_id: '1', name: 'Acme' },
    kernel_info: { version: '6.12.0' },
    uefi_vendor: 'acme',
    selinux_policy: 'targeted',
  },
};

const parse = (value: unknown) => parseBuildRequestValue(value, { profile: 'reference' });

function faults(value: unknown): readonly (readonly [string, string])[] {
  try {
    parse(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map(({ code, at }) => [code, renderPath(at?.path ?? [])] as const);
  }
  return [];
}

describe('a request', () => {
  test('of the least there must be has the defaults for all else', () => {
    expect(parse({ container, image_type: 'raw' })).toEqual({
      request: {
        container: sampleContainer,
        imageType: 'raw',
        options: { remoteSource: false, omitDefaultKernelArguments: false },
        blueprint: {},
        blueprintAt: { document: 'request', path: ['blueprint'] },
        seed: 0n,
        profile: 'reference',
      },
      notices: [],
    });
  });

  test('carries every option', () => {
    const { request } = parse({
      name: 'a',
      container,
      build_container: { ...container, imgref: 'builder' },
      image_type: 'ova',
      options: {
        size: 10,
        bootc: { installer_payload_ref: 'p', omit_default_kernel_args: true, use_remote_container_source: true },
        subscription: { organization: '1', activation_key: 'k', content_sets: ['x'], rhc: true },
      },
      blueprint: { customizations: { kernel: { append: 'quiet' } } },
      seed: -5,
    });
    expect(request).toMatchObject({
      name: 'a',
      buildContainer: { imgref: 'builder' },
      options: {
        size: 10,
        remoteSource: true,
        omitDefaultKernelArguments: true,
        installerPayload: 'p',
        subscription: { organization: '1', activationKey: 'k', contentSets: ['x'], rhc: true, proxy: '' },
      },
      blueprint: { customizations: { kernel: { append: 'quiet' } } },
      seed: -5n,
    });
  });

  test('with faults names them all in the order of its keys', () => {
    const value = {
      container: { ...container, arch: 'vax' },
      image_typ: 'raw',
      options: { size: 'big', bootc: { use_remote: true } },
      blueprint: { customization: {} },
      seed: 1.5,
    };
    expect(faults(value)).toEqual([
      ['architecture/unknown', 'container.arch'],
      ['request/unknown-key', 'image_typ'],
      ['request/type', 'options.size'],
      ['request/unknown-key', 'options.bootc.use_remote'],
      ['blueprint/unknown-key', 'blueprint.customization'],
      ['request/seed', 'seed'],
    ]);
  });

  test('names an unknown image type and facts that no image can be planned from with all else', () => {
    const { arch: _, ...rest } = container;
    const value = {
      container: { ...rest, default_root_fs: 'zfs' },
      build_container: { ...container, imgref: '', arch: 'aarch64' },
      image_type: 'qcow',
      seed: 'x',
    };
    expect(faults(value)).toEqual([
      ['request/seed', 'seed'],
      ['image-type/unknown', 'image_type'],
      ['container/missing', 'arch'],
      ['container/filesystem', 'default_root_fs'],
      ['container/missing', 'imgref'],
    ]);
  });

  test.each([[null], [[]], ['x'], [3]])('is not %j', (value) => {
    expect(faults(value)).toEqual([['request/type', '']]);
  });
});

test('options of the reference that have no effect are read as the reference reads them', () => {
  const request = (options: unknown) => ({ container, image_type: 'raw', options });
  const right = {
    facts: { APIType: 1 },
    ostree: { ref: 'a', rhsm: true },
    'partitioning-mode': 'raw',
    preview: false,
    use_bootstrap_container: true,
  };
  expect(parse(request(right)).notices.map(({ code, at }) => [code, renderPath(at?.path ?? [])])).toEqual(
    ['ostree', 'facts', 'partitioning-mode', 'use_bootstrap_container', 'preview'].map((key) => [
      'request/no-effect',
      `options.${key}`,
    ]),
  );
  const wrong = {
    facts: { APIType: 'cloudapi-v2' },
    ostree: { ref: 1 },
    'partitioning-mode': true,
    preview: 'no',
    use_bootstrap_container: 1,
  };
  expect(faults(request(wrong)).map(([code]) => code)).toEqual(Object.keys(wrong).map(() => 'request/type'));
});

test('an editor knows the keys of a request', () => {
  const written: BuildRequestInput = {
    container,
    image_type: 'raw',
    options: { size: 10, bootc: { use_remote_container_source: true } },
    blueprint: { customizations: { kernel: { append: 'quiet' } } },
    seed: 1,
  };
  // @ts-expect-error A key that the format does not have.
  const misspelt: BuildRequestInput = { ...written, image_typ: 'raw' };
  // @ts-expect-error A value of another type.
  const mistyped: BuildRequestInput = { ...written, options: { size: '10' } };
  expect([written, misspelt, mistyped].map((value) => faults(value).map(([code]) => code))).toEqual([
    [],
    ['request/unknown-key'],
    ['request/type'],
  ]);
});

describe('a seed', () => {
  test.each([
    [9007199254740991, 9007199254740991n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['9223372036854775807', 2n ** 63n - 1n],
  ])('of %j is taken', (seed, expected) => {
    expect(parse({ container, image_type: 'raw', seed }).request.seed).toBe(expected);
  });

  test.each(['9223372036854775808', '0x1', '', ' 1', 2 ** 53, true])('of %j is rejected', (seed) => {
    expect(faults({ container, image_type: 'raw', seed })).toEqual([['request/seed', 'seed']]);
  });
});

test('property: any JSON is a request or a fault', () => {
  const known = fc.constantFrom(
    ...['container', 'image_type', 'options', 'blueprint', 'seed', 'size', 'os_info', 'disk'],
  );
  const keyed = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.dictionary(known, tie('value'), { maxKeys: 4 })),
  })).value;
  fc.assert(
    fc.property(keyed, (value) => {
      const base = typeof value === 'object' && !Array.isArray(value) ? value : { blueprint: value };
      expect(faults({ container, image_type: 'raw', ...base })).toBeInstanceOf(Array);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) },
  );
});
