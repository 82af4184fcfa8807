import { bytes } from '@bootwright/core';
import type { NewEntry } from '@bootwright/file-tree';
import { collectTree, createTree, mostEntries, readModeFinder, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';
import { inspectTree } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';

const release = { 'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n' };
const aKernel = { 'usr/lib/modules/6.1/vmlinuz': 'k' };
const digest = '0123456789abcdef'.repeat(8);
const imgref = 'quay.example.com/acme:1';
const inspect = (files: Readonly<Record<string, NewEntry>>, given = {}) =>
  outcomeOf(() =>
    inspectTree(collectTree(treeSource(createTree({ ...release, ...files })), inspectedFiles), { imgref, ...given }),
  );

const elf = (machine: number) => {
  const header = new Uint8Array(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  header[18] = machine;
  return header;
};

test('how the root and /boot are found, from the last file for the architecture, with its line', () => {
  const tree = {
    ...aKernel,
    'usr/lib/bootc/install/10.toml': '[install]\nroot-mount-spec = "LABEL=a"\nboot-mount-spec = ""\n',
    'usr/lib/bootc/install/20.toml': '[install]\n\nroot-mount-spec = "LABEL=b"\ndiscoverable-partitions = true\n',
    'usr/lib/bootc/install/30.toml': '[install]\nmatch-architectures = ["aarch64"]\nroot-mount-spec = "LABEL=c"\n',
  };
  expect(inspect(tree, { architecture: 'x86_64' })).toMatchObject({
    value: {
      info: {
        mountSpecs: {
          root: { file: 'usr/lib/bootc/install/20.toml', line: 3, value: 'LABEL=b' },
          boot: { file: 'usr/lib/bootc/install/10.toml', line: 3, value: '' },
          discoverable: { file: 'usr/lib/bootc/install/20.toml', line: 4, value: true },
        },
      },
    },
  });
});

test('a sealed container', () => {
  const uki = portableExecutable({ '.osrel': 'ID=acme', '.cmdline': `composefs=${digest} rw` });
  expect(
    inspect({
      'usr/bin/bootc': { link: '../libexec/bootc' },
      'usr/libexec/bootc': elf(62),
      'boot/EFI/Linux/acme-1.efi': uki,
      'usr/lib/bootc/install/50-acme.toml': '[install]\nbootloader = "systemd"\nroot-fs-type = "ext4"\n',
      'usr/lib/bootupd/updates/EFI/acme/shimx64.efi': 'x',
      'usr/lib/systemd/libsystemd-shared-257.9-2.so': 'x',
      'etc/selinux/config': 'SELINUXTYPE=targeted\n',
      'etc/selinux/targeted/contexts/files/file_contexts': '/.* system_u:object_r:default_t:s0\n',
    }),
  ).toEqual({
    value: {
      info: {
        imgref,
        architecture: 'x86_64',
        defaultRootFs: 'ext4',
        unifiedKernel: true,
        unifiedKernelImage: {
          commandLine: `composefs=${digest} rw`,
          composefsDigest: digest,
          systemd: '257',
          sizes: [uki.length],
        },
        bootloader: 'systemd',
        os: { release: { id: 'acme', versionId: '1', name: 'Acme OS' }, uefiVendor: 'acme', selinuxPolicy: 'targeted' },
      },
      bootc: {
        kernelArguments: [],
        kernel: {
          unified: true,
          file: 'boot/EFI/Linux/acme-1.efi',
          version: 'acme-1',
          commandLine: `composefs=${digest} rw`,
        },
        installConfiguration: {
          bootloader: 'systemd',
          'root-fs-type': 'ext4',
          filesystem: { root: { type: 'ext4' } },
          block: ['direct'],
        },
      },
      unifiedKernels: {
        boot: [
          {
            file: 'boot/EFI/Linux/acme-1.efi',
            sections: [
              { name: '.osrel', size: 7 },
              { name: '.cmdline', size: 141 },
            ],
            commandLine: `composefs=${digest} rw`,
            osRelease: 'ID=acme',
            seal: { parameter: 'composefs', digest, optional: false },
            addons: [],
            signature: { kind: 'none' },
          },
        ],
        modules: [],
        unreadable: [],
      },
      notices: [],
    },
  });
});

test('what is given goes before what the files say', () => {
  const files = { 'usr/lib/bootc/install/a.toml': '[install]\nroot-fs-type = "xfs"\nbootloader = "grub"\n' };
  const given = {
    imageId: 'sha256:1',
    architecture: 'aarch64',
    size: bytes(5),
    defaultRootFs: 'ext4',
    bootloader: 'systemd',
    unifiedKernel: true,
    initrdModules: ['ostree'],
  };
  const { initrdModules, ...facts } = given;
  expect(inspect(files, given)).toMatchObject({ value: { info: { ...facts, os: { initrdModules } } } });
});

describe('the architecture', () => {
  const conditional = { 'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["a"]\nmatch-architectures = ["powerpc64"]\n' };

  test('is needed where a drop-in depends on it', () => {
    expect(inspect(conditional)).toMatchObject({ fault: 'inspect/architecture' });
    expect(inspect(aKernel)).toMatchObject({ value: { notices: [] } });
  });

  test.each([
    ['given', {}, { architecture: 'ppc64le' }],
    ['that of bootc', { 'usr/bin/bootc': elf(21) }, {}],
    [
      'that of systemd, where bootc is a script',
      { 'usr/bin/bootc': '#!/bin/sh\n', 'usr/lib/systemd/systemd': elf(21) },
      {},
    ],
  ])('%s', (_, files, given) => {
    expect(inspect({ ...conditional, ...files }, given)).toMatchObject({
      value: { info: { architecture: 'ppc64le' }, bootc: { kernelArguments: ['a'] } },
    });
  });

  test('given and another one found is a notice', () => {
    expect(inspect({ ...aKernel, 'usr/bin/bootc': elf(183) }, { architecture: 'x86_64' })).toMatchObject({
      value: { info: { architecture: 'x86_64' }, notices: [{ code: 'inspect/architecture-differs' }] },
    });
  });
});

describe('kernels', () => {
  test('none is a notice, as bootc would boot nothing', () => {
    expect(inspect({ 'usr/lib/modules/6.1/modules.dep': '' })).toMatchObject({
      value: { notices: [{ code: 'inspect/no-kernel', at: { file: 'usr/lib/modules' } }] },
    });
  });

  const two = { 'usr/lib/modules/6.1/vmlinuz': 'k', 'usr/lib/modules/6.2/vmlinuz': 'k' };

  test('two are a fault that names them', () => {
    expect(inspect(two)).toEqual({
      fault: 'inspect/several-kernels',
      message: '/usr/lib/modules has more than one kernel: 6.1, 6.2',
    });
  });

  test('two next to a unified one are a notice', () => {
    expect(
      inspect({ ...two, 'boot/EFI/Linux/a.efi': portableExecutable({ '.cmdline': `rw composefs=${digest}` }) }),
    ).toMatchObject({
      value: {
        info: { unifiedKernel: true, os: { kernel: { version: '6.1' } } },
        notices: [{ code: 'inspect/several-kernels' }],
      },
    });
  });
});

describe('faults say where', () => {
  test.each([
    ['a key that bootc does not know', 'usr/lib/bootc/install/a.toml', '[install]\nbootlaoder = "grub"\n', 2, 1],
    ['broken TOML', 'usr/lib/bootc/kargs.d/a.toml', 'kargs = [\n"a"\n', undefined, undefined],
    ['a misspelt key of disk.yaml', 'usr/lib/image-builder/bootc/disk.yaml', 'mount_configuraton: none\n', 1, 1],
    ['a misspelt customization', 'usr/lib/bootc-image-builder/config.toml', '[customizations]\nkernle = 1\n', 2, 1],
    [
      'a mode that image-builder cannot decode, of a file that is ignored',
      'usr/lib/bootc-image-builder/config.toml',
      '[[customizations.files]]\npath = "/etc/x"\nmode = "7"\n',
      undefined,
      undefined,
    ],
  ])('%s', (_, file, text, line, column) => {
    try {
      inspectTree(createTree({ ...release, [file]: text }), { imgref });
      expect.unreachable();
    } catch (fault) {
      expect(fault).toMatchObject({ name: 'Fault', at: { file, ...(line && { line, column }) } });
    }
  });
});

test('bytes that are not UTF-8 in os-release are a notice', () => {
  const text = Buffer.concat([Buffer.from('ID=a\nVERSION_ID=1\nNAME=b'), Buffer.from([0xff])]);
  expect(inspect({ ...aKernel, 'usr/lib/os-release': new Uint8Array(text) })).toMatchObject({
    value: { info: { os: { release: { name: 'b\ufffd' } } }, notices: [{ code: 'inspect/not-utf8' }] },
  });
});

test('a directory in the place of the SELinux configuration is a notice', () => {
  expect(inspect({ ...aKernel, 'etc/selinux/config/x': '' })).toMatchObject({
    value: {
      info: { os: expect.not.objectContaining({ selinuxPolicy: expect.anything() }) },
      notices: [{ code: 'selinux/not-a-file', at: { file: 'etc/selinux/config' } }],
    },
  });
});

test.each([
  ['targeted', [{ code: 'selinux/no-policy', message: expect.stringContaining('there is no /etc/selinux/targeted/') }]],
  ['mls', []],
  // Nobody looks there.
  ['deep/mls', []],
])('an SELinux policy that is named and not there is a notice: %s', (policy, expected) => {
  const files = {
    ...aKernel,
    'etc/selinux/config': `SELINUXTYPE=${policy}\n`,
    'etc/selinux/mls/contexts/files/file_contexts': 'x',
    'etc/selinux/targeted/contexts/files/readme': 'x',
  };
  expect(inspect(files)).toMatchObject({ value: { info: { os: { selinuxPolicy: policy } }, notices: expected } });
});

test.each([
  ['a list for a table', 'filesystem = ["xfs"]'],
  ['a date for a table', 'ostree = 07:32:00'],
  ['a table for the name of a value', 'bootloader = { grub = {} }'],
])('%s is a fault that says that bootc may read it', (_, line) => {
  try {
    inspectTree(createTree({ ...release, 'usr/lib/bootc/install/a.toml': `[install]\n${line}\n` }), { imgref });
    expect.unreachable();
  } catch (fault) {
    expect(fault).toMatchObject({
      code: 'install-configuration/type',
      hint: expect.stringContaining('bootc itself may read'),
    });
  }
});

test('a key of ostree that bootc ignores is a notice', () => {
  expect(inspect({ ...aKernel, 'usr/lib/bootc/install/a.toml': '[install.ostree]\nfoo = 1\n' })).toMatchObject({
    value: { notices: [{ code: 'install-configuration/ignored-key' }] },
  });
});

test.each([
  ['etc/os-release', 'text'],
  ['usr/lib/bootc/kargs.d/10-a.toml', 'text'],
  ['boot/EFI/Linux/a.efi', 'sections'],
  ['usr/lib/modules/6.1/vmlinuz', 'presence'],
  ['usr/bin/bootc', 'head'],
  ['usr/lib/modules/6.1/kernel/fs/ext4.ko', undefined],
  ['usr/bin/vim', undefined],
  ['', undefined],
])('reads /%s in the mode %s', (path, expected) => {
  const mode = readModeFinder(inspectedFiles)(path);
  expect(typeof mode === 'object' ? mode.name : mode).toBe(expected);
});

test('a tree made to keep the reader busy is rejected', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `${index}`);
  const source = {
    ...treeSource(createTree(release)),
    look: () => ({ kind: 'directory' }) as const,
    list: () => names,
  };
  expect(outcomeOf(() => collectTree(source, inspectedFiles))).toMatchObject({
    fault: 'inspect/too-large',
    message: expect.stringContaining(`${mostEntries}`),
  });
});
