import { Fault } from '@bootwright/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedRequests } from '../../../tools/recorded-requests.ts';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { containerInfoJsonSchema, encodeContainerInfo, parseContainerInfo } from './parse-container-info.ts';

const full = {
  imgref: 'quay.example.com/os:1',
  image_id: 'sha256:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 3_000_000_000,
  unified_kernel: true,
  bootloader: 'systemd',
  install: {
    root_mount_spec: { file: 'usr/lib/bootc/install/90.toml', line: 2, value: 'LABEL=root' },
    boot_mount_spec: { file: 'usr/lib/bootc/install/90.toml', value: '' },
    discoverable_partitions: { file: 'usr/lib/bootc/install/10.toml', line: 3, value: true },
  },
  os_info: {
    os_release: {
      id: 'acme',
      version_id: '1',
      name: 'Acme OS',
      platform_id: 'platform:el10',
      variant_id: 'server',
      id_like: ['rhel', 'fedora'],
    },
    uefi_vendor: 'acme',
    selinux_policy: 'targeted',
    kernel_info: { version: '6.12.7', has_aboot_img: false },
    initrd_modules: ['ostree'],
    accounts: {
      users: [{ name: 'root', id: 0 }],
      groups: [{ name: 'root' }, { name: 'wheel', id: 10, read_only: true }],
      user_groups: true,
      creates_homes: false,
      shells: ['/bin/bash'],
    },
    writable_directories: { real: ['/opt'], links: [{ path: '/home', target: '/var/home' }] },
    iso_info: {
      label: 'ACME',
      kernel_args: ['quiet'],
      grub2: { default: 0, timeout: 5, entries: [{ name: 'Live', linux: '/vmlinuz', initrd: '/initrd' }] },
    },
    disk_yaml: 'mount_configuration: units\n',
    image_customization: { filesystem: [{ mountpoint: '/', minsize: 10_737_418_240 }] },
  },
};

test('every fact is read', () => {
  expect(parseContainerInfo(full)).toEqual({
    info: {
      imgref: 'quay.example.com/os:1',
      imageId: 'sha256:1',
      architecture: 'x86_64',
      defaultRootFs: 'ext4',
      size: 3_000_000_000,
      unifiedKernel: true,
      bootloader: 'systemd',
      mountSpecs: {
        root: { file: 'usr/lib/bootc/install/90.toml', line: 2, value: 'LABEL=root' },
        boot: { file: 'usr/lib/bootc/install/90.toml', value: '' },
        discoverable: { file: 'usr/lib/bootc/install/10.toml', line: 3, value: true },
      },
      os: {
        release: {
          id: 'acme',
          versionId: '1',
          name: 'Acme OS',
          platformId: 'platform:el10',
          variantId: 'server',
          idLike: ['rhel', 'fedora'],
        },
        uefiVendor: 'acme',
        selinuxPolicy: 'targeted',
        kernel: { version: '6.12.7', hasAbootImage: false },
        initrdModules: ['ostree'],
        accounts: {
          users: [{ name: 'root', id: 0 }],
          groups: [{ name: 'root' }, { name: 'wheel', id: 10, isReadOnly: true }],
          userGroups: true,
          createsHomes: false,
          shells: ['/bin/bash'],
        },
        writableDirectories: { real: ['/opt'], links: [{ path: '/home', target: '/var/home' }] },
        isoDefinition: {
          file: 'iso.yaml',
          value: {
            label: 'ACME',
            kernelArguments: ['quiet'],
            grub2: { default: 0, timeout: 5, entries: [{ name: 'Live', linux: '/vmlinuz', initrd: '/initrd' }] },
          },
        },
        diskDefinition: {
          file: 'disk.yaml',
          text: 'mount_configuration: units\n',
          value: { mountConfiguration: 'units' },
        },
        customizations: {
          file: 'config.json',
          value: { filesystem: [{ mountpoint: '/', minsize: 10_737_418_240 }] },
        },
      },
    },
    notices: [],
  });
});

test('facts written as JSON are read back the same', () => {
  const { info } = parseContainerInfo(full);
  expect(encodeContainerInfo(info)).toEqual(full);
  expect(Object.keys(encodeContainerInfo(info))).toEqual(Object.keys(full));
});

test('names alone are accounts of which no more is known', () => {
  const { info } = parseContainerInfo({ os_info: { accounts: { users: ['root'], groups: ['adm', 'root'] } } });
  expect(info.os.accounts).toEqual({ users: [{ name: 'root' }], groups: [{ name: 'adm' }, { name: 'root' }] });
});

test('nothing is known of an empty object', () => {
  const { info } = parseContainerInfo({});
  expect(info).toEqual({ imgref: '', unifiedKernel: false, os: { release: { id: '', versionId: '', name: '' } } });
  expect(parseContainerInfo(encodeContainerInfo(info)).info).toEqual(info);
});

test('an address of the schema, which editors write, says nothing of the container', () => {
  const address = 'https://example.com/facts.json';
  expect(parseContainerInfo({ $schema: address, arch: 'x86_64' })).toEqual(parseContainerInfo({ arch: 'x86_64' }));
  expect(containerInfoJsonSchema()).toMatchObject({ properties: { $schema: { type: 'string' } } });
});

test('an unpaired surrogate is read as U+FFFD wherever it is, with a notice', () => {
  const value = { imgref: 'a\ud800', bootloader: '\ud800', os_info: { selinux_policy: '\udfff' } };
  const { info, notices } = parseContainerInfo(value);
  expect(info).toMatchObject({ imgref: 'a\ufffd', bootloader: '\ufffd', os: { selinuxPolicy: '\ufffd' } });
  expect(notices.map(({ at }) => at?.path)).toEqual([['imgref'], ['bootloader'], ['os_info', 'selinux_policy']]);
});

describe('what is rejected, and where', () => {
  const at = { document: 'request', path: ['container'] };
  test.each([
    ['a misspelt key', { imgreff: 'x' }, 'container/unknown-key', ['imgreff']],
    [
      'a misspelt key deep inside',
      { os_info: { os_release: { idd: 'x' } } },
      'container/unknown-key',
      ['os_info', 'os_release', 'idd'],
    ],
    ['an address of the schema that is not an address', { $schema: 1 }, 'container/type', ['$schema']],
    ['an unknown architecture', { arch: 'sparc' }, 'architecture/unknown', ['arch']],
    ['a size in words', { size: '10 GiB' }, 'container/type', ['size']],
    ['a negative size', { size: -1 }, 'container/type', ['size']],
    ['a list where a table is expected', { os_info: [] }, 'container/type', ['os_info']],
    [
      'an account that is not an object among objects',
      { os_info: { accounts: { users: [{ name: 'a' }, 'b'] } } },
      'container/type',
      ['os_info', 'accounts', 'users', 1],
    ],
    [
      'an entry of the wrong type',
      { os_info: { iso_info: { grub2: { entries: [{ name: 1 }] } } } },
      'container/type',
      ['os_info', 'iso_info', 'grub2', 'entries', 0, 'name'],
    ],
  ])('%s', (_, value, code, path) => {
    const thrown = faultOf(() => parseContainerInfo(value, at));
    expect([thrown?.code, thrown?.at]).toEqual([code, { document: 'request', path: ['container', ...path] }]);
  });

  test('no object at all', () => {
    expect(outcomeOf(() => parseContainerInfo('x'))).toMatchObject({ fault: 'container/type' });
  });

  test('everything at once', () => {
    const thrown = faultOf(() =>
      parseContainerInfo({ arch: 'sparc', size: 'x', os_info: { disk_yaml: 'partition_table: [' } }),
    );
    expect(thrown?.all().map(({ code }) => code)).toEqual([
      'architecture/unknown',
      'container/type',
      expect.stringContaining('/'),
    ]);
  });

  test('the nearest key is named', () => {
    expect(faultOf(() => parseContainerInfo({ unified_kernle: true }))?.hint).toContain('unified_kernel');
  });
});

test('any JSON gives facts or a fault', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), mutated()), (value) => {
      expect(() => outcomeOf(() => parseContainerInfo(value))).not.toThrow();
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 500) },
  );
});

/** The full facts with one value somewhere replaced. */
function mutated() {
  const places = [
    'imgref',
    'arch',
    'size',
    'unified_kernel',
    'os_info',
    'os_release',
    'iso_info',
    'disk_yaml',
    'image_customization',
    'kernel_info',
  ];
  return fc
    .tuple(fc.constantFrom(...places), fc.jsonValue())
    .map(([place, value]) => JSON.parse(JSON.stringify(full), (key, old: unknown) => (key === place ? value : old)));
}

interface ContainerRequest {
  readonly name: string;
  readonly container: { readonly arch?: string };
  readonly build_container?: { readonly arch?: string };
}

describe('containers of the recorded requests', () => {
  const validate = new Ajv2020({ strict: false }).compile(containerInfoJsonSchema());

  test.each([
    ['systematic', 334],
    ['trees', 93],
    ['random', 2500],
    ['random-iso', 600],
    ['upstream', 82],
  ] as const)('%s: all %i are read, written and valid under the schema', (set, count) => {
    const requests = recordedRequests<ContainerRequest>(set).map(({ request }) => request);
    expect(requests.length).toBe(count);
    for (const { name, container, build_container: build } of requests) {
      for (const value of [container, build]) {
        if (value === undefined || value.arch === 'sparc') continue;
        const { info } = parseContainerInfo(value);
        const written = encodeContainerInfo(info);
        expect([name, parseContainerInfo(written).info]).toEqual([name, info]);
        expect([name, validate(value), validate(JSON.parse(JSON.stringify(written)))]).toEqual([name, true, true]);
      }
    }
  });
});

function faultOf(call: () => unknown): Fault | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return undefined;
}

test("what has no effect of the container's own customizations is noted at its place", () => {
  const { notices } = parseContainerInfo({
    os_info: { image_customization: { user: [{ name: 'alice' }], filesystem: [{ mountpoint: '/', minsize: 1 }] } },
  });
  expect(notices.map(({ code, message, at }) => [code, message, at?.path])).toEqual([
    [
      'builder/ignored-option',
      "customizations.user in config.json has no effect: of a container's own configuration only the disk is read",
      ['os_info', 'image_customization', 'user'],
    ],
  ]);
});

test.each([
  ['blueprint/mode', 'mode', { path: '/etc/x', mode: '7' }],
  ['blueprint/path', 'path', { path: 'etc/x' }],
  ['blueprint/owner', 'user', { path: '/etc/x', user: '-x' }],
])('%s: a file that image-builder cannot decode is a fault, also where it is ignored', (code, key, file) => {
  const image_customization = { files: [file] };
  expect(() => parseContainerInfo({ imgref: 'a', os_info: { image_customization } })).toThrow(
    expect.objectContaining({
      code,
      at: expect.objectContaining({ path: ['os_info', 'image_customization', 'files', 0, key] }),
    }),
  );
});
