import { bytes, MiB, type Notice } from '@bootwright/core';
import type { Partition, PartitionTable } from '@bootwright/disk';
import { createTree, type NewEntry } from '@bootwright/file-tree';
import { inspectTree } from '@bootwright/inspect';
import { parseCertificates, signPe } from '@bootwright/uki';
import { describe, expect, test } from 'vitest';
import { bootableFiles } from '../../inspect/testing/bootable-image.ts';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';
import { signingPair } from '../../uki/testing/signing-certificate.ts';
import { lintSealed } from './lint-sealed.ts';

const sealed = bootableFiles('sealed');
const digest = 'c0ffee00'.repeat(16);
const uki = 'boot/EFI/Linux/6.12.7.efi';
const loader = 'usr/lib/systemd/boot/efi/systemd-bootx64.efi';
const sections = (line: string, size = 6, version = '6.12.7') => ({
  '.osrel': 'ID=harbour\nNAME=Harbour\n',
  '.cmdline': line,
  '.uname': version,
  '.linux': 'k'.repeat(size),
  '.initrd': 'initramfs',
});
const kernel = (line: string, size?: number, version?: string) => portableExecutable(sections(line, size, version));
const [own, other] = [signingPair('Own'), signingPair('Other')];
const namesake = signingPair('Own', { serial: 8 });
const signed = (file: Uint8Array, { key, certificate }: typeof own) =>
  signPe(file, key, parseCertificates(Buffer.from(certificate)));
const good = `rw composefs=${digest}`;

const guid = { esp: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B', root: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709' };
const partition = (type: string, mebibytes: number): Partition => ({
  start: bytes(0),
  size: MiB(mebibytes),
  type,
  bootable: false,
});
const diskOf = (...partitions: readonly Partition[]): PartitionTable => ({ type: 'gpt', size: MiB(4096), partitions });
const esp = (mebibytes: number) => diskOf(partition(guid.esp, mebibytes), partition(guid.root, 2048));

function codes(
  files: Readonly<Record<string, NewEntry>>,
  { table, notices = [] }: { table?: PartitionTable; notices?: readonly Notice[] } = {},
) {
  const tree = createTree({ ...sealed, ...files });
  const inspection = inspectTree(tree, { imgref: 'example.com/os:1' });
  const found = lintSealed({
    container: { tree, inspection },
    notices,
    faults: [],
    ...(table === undefined ? {} : { disk: { table, architecture: 'x86_64' } }),
  });
  return found.map(({ code, level }) => `${level} ${code}`);
}

const sound = {
  [uki]: signed(kernel(good), own),
  [loader]: signed(kernel('x'), own),
  'usr/lib/bootc/install/secureboot-keys/db.auth': 'keys',
};

describe('a sound container has no findings, and each rule finds what is wrong', () => {
  test('nothing', () => {
    expect(codes(sound, { table: esp(512) })).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, NewEntry>>, readonly string[]]>([
    [
      'a digest that may be missing',
      { [uki]: signed(kernel(`rw composefs=?${digest}`), own) },
      ['error sealed/optional-digest'],
    ],
    ['no digest', { [uki]: signed(kernel('rw'), own) }, ['error unified-kernel/no-digest']],
    ['no rw', { [uki]: signed(kernel(`composefs=${digest}`), own) }, ['warning unified-kernel/read-only']],
    [
      'arguments of kargs.d that the image lacks',
      { 'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n' },
      ['warning unified-kernel/unseen-arguments'],
    ],
    ['a kernel next to the image', { 'usr/lib/modules/6.12.7/vmlinuz': 'kernel' }, ['warning sealed/leftover-kernel']],
    ['shim', { 'usr/lib/bootupd/updates/EFI/harbour/shimx64.efi': 'shim' }, ['warning sealed/leftover-shim']],
    [
      'a boot loader that is signed by another',
      { [loader]: signed(kernel('x'), other) },
      ['warning sealed/other-signer'],
    ],
    [
      'a boot loader that is signed by another of the same name',
      { [loader]: signed(kernel('x'), namesake) },
      ['warning sealed/other-signer'],
    ],
    ['a boot loader that is damaged', { [loader]: 'MZ' }, ['warning sealed/other-signer']],
    ['a boot loader that is not signed', { [loader]: kernel('x') }, ['warning sealed/other-signer']],
    [
      'a boot loader of which the signed copy counts',
      { [loader]: kernel('x'), [`${loader}.signed`]: signed(kernel('x'), own) },
      [],
    ],
    ['an image that is not signed', { [uki]: kernel(good) }, ['warning sealed/unsigned']],
    [
      'an image of another version than the modules',
      { [uki]: signed(kernel(good, 6, '6.1'), own), 'usr/lib/modules/6.12.7': { dir: true } },
      ['warning unified-kernel/version'],
    ],
    [
      'an image with a signature that cannot be read',
      { [uki]: portableExecutable(sections(good), new Uint8Array(16)) },
      ['error unified-kernel/signature'],
    ],
    ['a file that is not an image', { 'boot/EFI/Linux/b.efi': 'x' }, ['error unified-kernel/unreadable']],
    ['a second image', { 'boot/EFI/Linux/b.efi': signed(kernel(good), own) }, ['error unified-kernel/several']],
  ])('%s', (_, files, expected) => {
    expect(codes({ ...sound, ...files }, { table: esp(512) })).toEqual(expected);
  });

  test('no keys to enroll', () => {
    expect(codes({ [uki]: sound[uki] ?? '', [loader]: sound[loader] ?? '' }, { table: esp(512) })).toEqual([
      'note sealed/no-secure-boot-keys',
    ]);
  });

  test('an EFI system partition without room for three images', () => {
    const large = { ...sound, [uki]: signed(kernel(good, 10 * 1024 * 1024), own) };
    expect(codes(large, { table: esp(30) })).toEqual(['error sealed/esp-too-small']);
    expect(codes(large, { table: esp(31) })).toEqual([]);
  });

  test('an image that no file on FAT can hold', () => {
    const tree = createTree({ ...sealed, ...sound });
    const inspection = inspectTree(tree, { imgref: 'example.com/os:1' });
    const entry = tree.entries.get(uki);
    if (entry?.kind !== 'file') throw new Error(`there is no file ${uki}`);
    const codesAt = (size: number) => {
      const entries = new Map([...tree.entries, [uki, { ...entry, size }] as const]);
      const found = lintSealed({ container: { tree: { ...tree, entries }, inspection }, notices: [], faults: [] });
      return found.map(({ code, level }) => `${level} ${code}`);
    };
    expect(codesAt(2 ** 32 - 1)).toEqual([]);
    expect(codesAt(2 ** 32)).toEqual(['error sealed/kernel-too-large']);
  });

  test('an image where bootc does not look', () => {
    const { [uki]: image = '', ...others } = sound;
    const files = Object.fromEntries(Object.entries({ ...sealed, ...others }).filter(([path]) => path !== uki));
    const tree = createTree({ ...files, 'usr/lib/modules/6.12.7/vmlinuz': 'x', 'usr/lib/modules/6.12.7/a.efi': image });
    const inspection = inspectTree(tree, { imgref: 'example.com/os:1' });
    const found = lintSealed({ container: { tree, inspection }, notices: [], faults: [] });
    expect(found.map(({ code, level }) => `${level} ${code}`)).toContain('error unified-kernel/misplaced');
  });

  test('a disk without an EFI system partition', () => {
    expect(codes(sound, { table: diskOf(partition(guid.root, 2048)) })).toEqual(['error sealed/no-esp']);
  });

  test('an image whose name is not UTF-8', () => {
    const { [uki]: image = '', ...others } = sound;
    const unnamed = bootableFiles('sealed');
    const files = Object.fromEntries(Object.entries(unnamed).filter(([path]) => path !== uki));
    const tree = createTree({ ...files, ...others, 'boot/EFI/Linux/\udcff.efi': image });
    const inspection = inspectTree(tree, { imgref: 'example.com/os:1' });
    const found = lintSealed({ container: { tree, inspection }, notices: [], faults: [] });
    expect(found.map(({ code, level }) => `${level} ${code}`)).toEqual(['error sealed/kernel-name']);
  });

  test('a root of another architecture', () => {
    const table = diskOf(partition(guid.esp, 512), partition('B921B045-1DF0-41C3-AF44-4C6F280D3FAE', 2048));
    expect(codes(sound, { table })).toEqual(['error sealed/root-type']);
  });

  test('what planning notes of the disk, errors first', () => {
    const notices = [
      'profile/sealed-root-type',
      'profile/sealed-architecture',
      'sealed/no-verity',
      'sealed/root-subvolume',
      'sealed/several-roots',
      'disk/other',
    ].map((code) => ({ code, message: code }));
    expect(codes({ ...sound, [uki]: kernel(good) }, { table: esp(512), notices })).toEqual([
      'error sealed/root-type',
      'error sealed/architecture',
      'error sealed/no-verity',
      'error sealed/root-subvolume',
      'error sealed/several-roots',
      'warning sealed/unsigned',
    ]);
  });
});

test('a container without an image is not sealed, which is a note', () => {
  const tree = createTree(bootableFiles('traditional'));
  const inspection = inspectTree(tree, { imgref: 'example.com/os:1' });
  expect(lintSealed({ container: { tree, inspection }, notices: [], faults: [] })).toMatchObject([
    { code: 'sealed/not-sealed', level: 'note' },
  ]);
});

test('a disk alone is checked, and a fault of it is an error', () => {
  const fault = { code: 'disk/size', message: 'too small', hint: 'make it larger' };
  expect(
    lintSealed({
      notices: [],
      faults: [fault],
      disk: { table: diskOf(partition(guid.root, 2048)), architecture: 'x86_64' },
    }).map(({ code, level }) => [code, level]),
  ).toEqual([
    ['disk/size', 'error'],
    ['sealed/no-esp', 'error'],
  ]);
});
