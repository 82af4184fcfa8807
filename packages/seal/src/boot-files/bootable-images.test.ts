import { createTree } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { peFile, type WrittenSection } from '../../../uki/testing/portable-executable.ts';
import {
  smallestDigest as good,
  initrd,
  kernel,
  kernelImage,
  osrel,
  verified,
  withDirectories,
} from '../../testing/sealed-image.ts';
import { sealNotices } from '../notices/seal-notices.ts';
import { findBootFiles } from './boot-files.ts';

const linux = 'boot/EFI/Linux';
const sealed = kernelImage(`rw composefs=${good}`);
const line = { name: '.cmdline', content: `rw composefs=${good}` };
const profile = { name: '.profile', content: 'ID=a' };

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Reasons against the smallest root with one sealed image and more files that its digest does not cover. */
async function reasons(files: Files, more: readonly WrittenEntry[] = []) {
  const layer = [...withDirectories({ [`${linux}/m.efi`]: sealed, ...files }), ...more];
  const { verdict } = await verified({ layers: [smallestRoot, layer] });
  if (!('obstacles' in verdict)) return verdict.kind;
  return verdict.obstacles.map((obstacle) => `${obstacle.kind} ${'file' in obstacle ? obstacle.file : ''}`);
}

test('a seal of an image without an optional header holds, and a notice says that firmware does not start it', async () => {
  const image = peFile([osrel, kernel, initrd, line], undefined, { optionalSize: 16 });
  const layers = [smallestRoot, withDirectories({ [`${linux}/m.efi`]: image })];
  const check = await verified({ layers });
  expect(check.verdict).toEqual({ kind: 'holds', file: `${linux}/m.efi`, isHeaderless: true });
  expect(sealNotices(check).map(({ code, at }) => [code, at?.file])).toEqual([['seal/not-started', `${linux}/m.efi`]]);
});

test('a seal that holds without an initramfs of the image depends on the kernel, which is a notice', async () => {
  const layers = [smallestRoot, withDirectories({ [`${linux}/m.efi`]: peFile([osrel, kernel, line]) })];
  const check = await verified({ layers });
  expect(check.verdict).toEqual({ kind: 'holds', file: `${linux}/m.efi`, lacksInitramfs: true });
  expect(sealNotices(check).map(({ code, at }) => [code, at?.file])).toEqual([['seal/no-initramfs', `${linux}/m.efi`]]);
});

test('command lines beyond 512 Ki characters are not read, and not verified', () => {
  const image = kernelImage(`loglevel=${'7'.repeat(60_000)}`);
  const names = Array.from({ length: 300 }, (_, place) => `${linux}/${100 + place}.efi`);
  const found = findBootFiles(createTree(Object.fromEntries(names.map((name) => [name, image]))));
  // Five are beyond the limit, and whatever follows.
  expect(found.kernels.map(({ file }) => file)).toEqual(names.slice(0, 5));
  const why = 'more than 524288 characters of command lines were read before';
  expect(found.unreadable).toEqual(names.slice(5).map((file) => ({ file, why })));
});

describe('bootc stops at an image without a name for the boot menu', () => {
  test.each<[string, string | Uint8Array | undefined, boolean]>([
    ['no file', undefined, false],
    ['an empty file', '', false],
    ['no name in it', 'VERSION_ID=1\n', false],
    ['an open quote', 'NAME="Acme\n', false],
    ['a quote that is closed on another line', 'NAME="Acme\nX="\n', false],
    ['bytes that are not text', Uint8Array.from([0x49, 0x44, 0x3d, 0xff]), false],
    ['an identifier', 'ID=acme', true],
    ['a name in quotes', 'VERSION_ID=1\nPRETTY_NAME="Acme \\"1\\""\n', true],
    ['a name in single quotes', "NAME='Acme'\n", true],
  ])('%s', async (_, content, holds) => {
    const name = content === undefined ? [] : [{ name: '.osrel', content }];
    const files = { [`${linux}/m.efi`]: peFile([...name, kernel, initrd, line]) };
    expect(await reasons(files)).toEqual(holds ? 'holds' : [`no-os-release ${linux}/m.efi`]);
  });
});

describe('an image starts with its own kernel and initramfs', () => {
  const alone = async (...sections: readonly WrittenSection[]) =>
    reasons({ [`${linux}/m.efi`]: peFile([osrel, ...sections]) });
  const file = `${linux}/m.efi`;
  test.each<[string, readonly WrittenSection[], string | readonly string[]]>([
    ['all three', [kernel, initrd, line], 'holds'],
    ['no kernel', [initrd, line], [`no-kernel ${file}`]],
    ['no initramfs, and no root= that the kernel could mount itself', [kernel, line], 'holds'],
    [
      'no initramfs, and root=',
      [kernel, { ...line, content: `root=LABEL=x ${line.content}` }],
      [`no-initramfs ${file}`],
    ],
    [
      'an empty initramfs, and root=',
      [kernel, { ...initrd, content: '' }, { ...line, content: `${line.content} root=/dev/vda` }],
      [`no-initramfs ${file}`],
    ],
    ['a profile with another kernel', [kernel, initrd, line, profile, kernel], [`several-sections ${file}`]],
    ['a profile with another initramfs', [kernel, initrd, line, profile, initrd], [`several-sections ${file}`]],
    [
      'a profile that hides the command line',
      [kernel, initrd, line, profile, { ...line, content: '' }],
      [`several-command-lines ${file}`, `no-command-line ${file}`],
    ],
  ])('%s', async (_, sections, expected) => {
    expect(await alone(...sections)).toEqual(expected);
  });
});
