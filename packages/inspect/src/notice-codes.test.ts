import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectTree, createTree, type NewEntry, treeSource } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';
import { inspectTree } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';

type Files = Readonly<Record<string, NewEntry>>;

const plain: Files = {
  'usr/lib/os-release': 'ID=acme\nNAME=Acme\nVERSION_ID=1\n',
  'usr/lib/modules/6.1/vmlinuz': 'k',
};

/** A container as most are with some files of its own, whose programs are for another architecture where that is given. */
function notices(files: Files, architecture: 'x86_64' | 'aarch64' = 'x86_64') {
  const tree = collectTree(treeSource(createTree({ ...plain, ...files })), inspectedFiles);
  return inspectTree(tree, { imgref: 'a.example/b:1', architecture }).notices;
}

const elf = new Uint8Array(64);
elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
elf[18] = 62;

const install = (text: string): Files => ({ 'usr/lib/bootc/install/1.toml': `[install]\n${text}\n` });
const kargs = (text: string): Files => ({ 'usr/lib/bootc/kargs.d/1.toml': `${text}\n` });
const osRelease = (line: string): Files => ({ 'usr/lib/os-release': `ID=acme\nNAME=Acme\nVERSION_ID=1\n${line}\n` });
const selinux = (text: string): Files => ({
  'etc/selinux/config': text,
  'etc/selinux/targeted/contexts/files/file_contexts': '',
});
const bootc = (version: string): Files => ({
  'var/lib/dpkg/status': `Package: bootc\nStatus: install ok installed\nVersion: ${version}\n`,
});
const builder = 'usr/lib/bootc-image-builder';
const raw = `partition_table:\n  partitions:\n    - size: 1 MiB\n      payload_type: raw\n      payload: {source_path: /usr/lib/loader}\n    - {size: 4 GiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /}}\n`;
const digest = 'c0ffee01'.repeat(16);
const image = (changes: Readonly<Record<string, string>> = {}): Files => ({
  'boot/EFI/Linux/6.1.efi': portableExecutable({
    '.osrel': 'ID=acme\n',
    '.cmdline': `rw composefs=${digest}`,
    '.uname': '6.1\n',
    ...changes,
  }),
});

/** A container that gets a notice, and one as like it as can be that does not. */
const rows: readonly (readonly [code: string, noted: Files, silent: Files])[] = [
  [
    'builder/ignored-option',
    { [`${builder}/config.toml`]: '[[customizations.user]]\nname = "a"\n' },
    { [`${builder}/config.toml`]: '[[customizations.filesystem]]\nmountpoint = "/"\nminsize = "9 GiB"\n' },
  ],
  ['builder/unread-file', { 'usr/lib/image-builder/bootc/config.toml': '' }, { [`${builder}/config.toml`]: '' }],
  ['inspect/bootc-version', bootc('1.16.11'), bootc('1.16.10')],
  [
    'inspect/match-architectures',
    kargs('kargs = []\nmatch-architectures = ["arm64"]'),
    kargs('kargs = []\nmatch-architectures = ["aarch64"]'),
  ],
  ['inspect/no-kernel', { 'usr/lib/modules/6.1/vmlinuz': { link: 'missing' } }, {}],
  [
    'inspect/not-utf8',
    {
      'usr/lib/os-release': new TextEncoder()
        .encode('ID=acme\nNAME=Acme\nVERSION_ID=1\nX=')
        .map((byte) => (byte === 0x58 ? 0xff : byte)),
    },
    osRelease('X=é'),
  ],
  ['inspect/package-list', { 'usr/lib/sysimage/rpm/rpmdb.sqlite': 'no database' }, bootc('1.16.3')],
  ['inspect/raw-source', { [`${builder}/disk.yaml`]: raw }, { [`${builder}/disk.yaml`]: raw, 'usr/lib/loader': 'x' }],
  ['inspect/several-kernels', { ...image(), 'usr/lib/modules/6.2/vmlinuz': 'k' }, image()],
  ['install-configuration/argument', install('kargs = ["root=/dev/sda1"]'), install('kargs = ["quiet"]')],
  ['install-configuration/block', install('block = ["tpm2-luks"]'), install('block = ["direct"]')],
  ['install-configuration/bootloader', install('bootloader = "grub-cc"'), install('bootloader = "grub"')],
  [
    'install-configuration/ignored-key',
    install('ostree = { other = 1 }'),
    install('ostree = { bls-append-except-default = "quiet" }'),
  ],
  ['install-configuration/unread-file', { 'usr/lib/bootc/install/1.conf': '' }, { 'usr/lib/bootc/install/1.toml': '' }],
  ['kargs/argument', kargs('kargs = ["root=/dev/sda1"]'), kargs('kargs = ["quiet"]')],
  ['kargs/unread-file', { 'etc/bootc/kargs.d/1.toml': '' }, kargs('kargs = []')],
  ['os-release/no-version', { 'usr/lib/os-release': 'ID=acme\nNAME=Acme\n' }, {}],
  ['os-release/not-an-assignment', osRelease('rolling'), osRelease('# rolling')],
  ['os-release/unclosed-quote', osRelease('X="a'), osRelease('X="a"')],
  ['os-release/unquoted-blanks', osRelease('X=a b'), osRelease('X="a b"')],
  ['selinux/no-policy', selinux('SELINUXTYPE=other\n'), selinux('SELINUXTYPE=targeted\n')],
  ['selinux/not-an-assignment', selinux('SELINUXTYPE\n'), selinux('# SELINUXTYPE\n')],
  ['selinux/quotes', selinux('SELINUXTYPE="targeted"\n'), selinux('SELINUXTYPE=targeted\n')],
  ['unified-kernel/misplaced', { 'usr/lib/modules/6.1/6.1.efi': portableExecutable({ '.linux': 'x' }) }, {}],
  ['unified-kernel/no-digest', image({ '.cmdline': 'rw' }), image()],
  ['selinux/not-a-file', { 'etc/selinux/config': { dir: true } }, selinux('SELINUXTYPE=targeted\n')],
  ['unified-kernel/read-only', image({ '.cmdline': `composefs=${digest}` }), image()],
  [
    'unified-kernel/several',
    { ...image(), 'boot/EFI/Linux/6.2.efi': portableExecutable({ '.osrel': 'ID=acme\n' }) },
    image(),
  ],
  ['unified-kernel/unreadable', { ...image(), 'boot/EFI/Linux/6.2.efi': 'x' }, image()],
  [
    'unified-kernel/unseen-arguments',
    { ...image(), ...kargs('kargs = ["quiet"]') },
    { ...image({ '.cmdline': `rw quiet composefs=${digest}` }), ...kargs('kargs = ["quiet"]') },
  ],
  ['unified-kernel/version', image({ '.uname': '6.9\n' }), image()],
];

const codesOf = (files: Files): readonly string[] => notices(files).map(({ code }) => code);

test.each(rows)('%s is noted where it is true, and nowhere else', (code, noted, silent) => {
  expect(codesOf(noted)).toContain(code);
  expect(codesOf(silent)).not.toContain(code);
});

test.each(rows)('%s has a message, and a hint that begins with a verb in lower case', (code, noted) => {
  for (const { message, hint = '' } of notices(noted).filter((one) => one.code === code)) {
    expect(message).toMatch(/^\S.{10,}[^.]$/s);
    expect(hint).toMatch(/^[a-z]/);
  }
});

test('inspect/architecture-differs is noted for another architecture than that of the programs', () => {
  const codes = (architecture: 'x86_64' | 'aarch64') =>
    notices({ 'usr/bin/bootc': elf }, architecture).map(({ code }) => code);
  expect(codes('aarch64')).toContain('inspect/architecture-differs');
  expect(codes('x86_64')).not.toContain('inspect/architecture-differs');
});

/** What does not follow from files alone, and the tests that give it. */
const elsewhere: Readonly<Record<string, string>> = {
  'composefs/digest': 'seal/src/verdict/seal-verdict.test.ts',
  'composefs/format': 'seal/src/verdict/seal-verdict.test.ts',
  'image/architecture': 'inspect/src/sources/archive.test.ts',
  'request/architecture': 'cli/src/manifest/manifest.test.ts',
  'image/not-bootc': 'inspect/src/inspect-image.test.ts',
  'image/read-differently': 'seal/src/verdict/check-seals.test.ts',
  'inspect/architecture-differs': 'inspect/src/notice-codes.test.ts',
  'inspect/old-bootc': 'inspect/src/sources/engine-stand-in.test.ts',
  'install-configuration/not-known': 'inspect/src/running/container-output.test.ts',
  'podman/not-mounted': 'inspect/src/sources/engine-stand-in.test.ts',
  'registry/credential-helper': 'registry/src/authentication/logins.test.ts',
  'registry/mirror': 'registry/src/http/connection-pool.test.ts',
  'registry/unknown-key': 'registry/src/configuration/registries-conf.test.ts',
  'registry/version-1': 'registry/src/configuration/registries-conf.test.ts',
  'seal/more': 'seal/src/verdict/seal-verdict.test.ts',
  'seal/no-initramfs': 'seal/src/boot-files/boot-files.test.ts',
  'seal/none': 'seal/src/verdict/seal-verdict.test.ts',
  'seal/not-started': 'seal/src/notices/seal-notices.test.ts',
  'seal/not-enforced': 'seal/src/verdict/seal-verdict.test.ts',
  'unified-kernel/signature': 'inspect/src/kernel/unified-kernels.test.ts',
};

const packages = ['archive', 'composefs', 'container-engine', 'container-facts', 'container-image', 'file-contexts'];
const more = ['file-tree', 'inspect', 'package-lists', 'registry', 'seal', 'uki'];

/** The text of all sources of a package. */
function sourcesOf(name: string): string {
  const folder = join(import.meta.dirname, '../..', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
}

test('each notice that the packages of inspection can give has a row, or a test elsewhere', () => {
  const sources = [...packages, ...more].map(sourcesOf).join('');
  const codes = Array.from(sources.matchAll(/\bcode(?:: | = [^;\n]*)'([a-z-]+\/[a-z\d-]+)'/g), ([, code]) => code);
  const named = [...rows.map(([code]) => code), ...Object.keys(elsewhere)];
  expect([...new Set(codes)].filter((code) => !named.includes(code ?? ''))).toEqual([]);
});
