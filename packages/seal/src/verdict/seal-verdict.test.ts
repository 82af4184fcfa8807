import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { peFile } from '../../../uki/testing/portable-executable.ts';
import {
  addonImage as addon,
  emptyRoot,
  formerDigest,
  smallestDigest as good,
  initrd,
  kernel,
  kernelImage,
  noBootFiles,
  osrel,
  verified,
  withDirectories,
} from '../../testing/sealed-image.ts';
import type { BootFile } from '../boot-files/boot-files.ts';
import { sealNotices } from '../notices/seal-notices.ts';
import { sealVerdict } from './seal-verdict.ts';

const linux = 'boot/EFI/Linux';
const sealed = kernelImage(`rw composefs=${good}`);
const other = 'c0ffee01'.repeat(16);

/** The verdict on the smallest root with these files more, none of which its digest covers. */
const verdictOn = async (files: Readonly<Record<string, string | Uint8Array>>, more: readonly WrittenEntry[] = []) => {
  const { verdict } = await verified({ layers: [smallestRoot, [...withDirectories(files), ...more]] });
  return 'obstacles' in verdict ? { kind: verdict.kind, why: verdict.obstacles.map(({ kind }) => kind) } : verdict;
};

describe('holds', () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
    ['for one sealed image', { [`${linux}/a.efi`]: sealed }, `${linux}/a.efi`],
    [
      'of two sealed images for the one that bootc installs last',
      { [`${linux}/a.efi`]: sealed, [`${linux}/b.efi`]: sealed },
      `${linux}/b.efi`,
    ],
    [
      'for one sealed image next to addons that change nothing of the root',
      {
        [`${linux}/a.efi`]: sealed,
        [`${linux}/a.efi.extra.d/b.addon.efi`]: addon('rw console=ttyS0'),
        'boot/loader/addons/c.addon.efi': addon('quiet'),
        'boot/loader/addons/d.addon.efi': addon(`loglevel=${'3'.repeat(1800)}`),
      },
      `${linux}/a.efi`,
    ],
    [
      'for a digest that is said to be of format 1, next to the word that bootc waits for',
      { [`${linux}/a.efi`]: kernelImage(`composefs=${good} composefs.digest=v1-sha512-12:${good} rw`) },
      `${linux}/a.efi`,
    ],
    [
      'for profiles that all name the root',
      {
        [`${linux}/a.efi`]: kernelImage(`composefs=${good}`, [
          { name: '.profile', content: 'ID=a' },
          { name: '.profile', content: 'ID=b' },
          { name: '.cmdline', content: `loglevel=7 composefs=${good}` },
        ]),
      },
      `${linux}/a.efi`,
    ],
    [
      'next to files that are not images',
      {
        [`${linux}/a.efi`]: sealed,
        [`${linux}/sub/readme`]: 'x',
        [`${linux}/a.efi.bak`]: 'x',
        'boot/loader/loader.conf': 'x',
      },
      `${linux}/a.efi`,
    ],
  ])('%s', async (_, files, file) => {
    expect(await verdictOn(files)).toEqual({ kind: 'holds', file });
  });
});

describe('nothing to verify', () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
    ['without an image', {}, 'no-kernel'],
    ['with a kernel of another kind', { 'usr/lib/modules/6/vmlinuz': 'x' }, 'no-kernel'],
    ['with images that name no root', { [`${linux}/a.efi`]: kernelImage('quiet') }, 'no-seal'],
    ['with an image without a command line', { [`${linux}/a.efi`]: peFile([]) }, 'no-seal'],
  ])('%s', async (_, files, why) => {
    expect(await verdictOn(files)).toEqual({ kind: 'nothing-to-verify', why });
  });
});

test('an optional seal is not enforced', async () => {
  expect(await verdictOn({ [`${linux}/a.efi`]: kernelImage(`composefs=?${good}`) })).toEqual({
    kind: 'not-enforced',
    file: `${linux}/a.efi`,
  });
});

describe('broken', () => {
  test.each<[string, string, readonly string[]]>([
    ['a digest of another root', `composefs=${other}`, []],
    ['the digest that an older bootc counts', `composefs=${formerDigest}`, []],
    ['the digest of format 2', `composefs.digest=v2-sha512-12:${formerDigest}`, ['unread-word']],
  ])('by %s', async (_, words, why) => {
    expect(await verdictOn({ [`${linux}/a.efi`]: kernelImage(words) })).toEqual({ kind: 'broken', why });
  });

  test('by an image for another root, though the one that is installed last has the right one', async () => {
    const files = { [`${linux}/a.efi`]: kernelImage(`composefs=${other}`), [`${linux}/b.efi`]: sealed };
    expect(await verdictOn(files)).toEqual({ kind: 'broken', why: [] });
  });
});

describe('not verified', () => {
  const withWords = (words: string) => ({ [`${linux}/a.efi`]: kernelImage(words) });
  const withAddon = (name: string, content: Uint8Array | string) => ({ [`${linux}/a.efi`]: sealed, [name]: content });
  const padding = `loglevel=${'3'.repeat(2000)}`;
  test.each<[string, Readonly<Record<string, string | Uint8Array>>, readonly string[]]>([
    [
      'the first image names no root',
      { [`${linux}/a.efi`]: kernelImage('rw'), [`${linux}/b.efi`]: sealed },
      ['unsealed'],
    ],
    [
      'the last image names no root',
      { [`${linux}/a.efi`]: sealed, [`${linux}/b.efi`]: kernelImage('rw') },
      ['unsealed'],
    ],
    ['an image is damaged', { [`${linux}/a.efi`]: 'x'.repeat(100), [`${linux}/b.efi`]: sealed }, ['unreadable']],
    ['the image is called .efi alone', { [`${linux}/.efi`]: sealed }, ['not-looked-for']],
    [
      'a further image is called .efi alone',
      { [`${linux}/.efi`]: kernelImage('rw'), [`${linux}/a.efi`]: sealed },
      ['unsealed'],
    ],
    ['the 65th image names no root', { ...sixtyFour, [`${linux}/z.efi`]: kernelImage('rw') }, ['unsealed']],
    ['the first word is broken', withWords(`composefs=zz composefs=${good}`), ['contradictory']],
    ['the only word is broken', withWords('composefs=zz'), ['broken-word']],
    ['a NUL belongs to the digest', withWords(`composefs=${good}\0`), ['contradictory', 'several-command-lines']],
    [
      'the digest is said to be of another format',
      withWords(`composefs.digest=v2-sha512-12:${good}`),
      ['unread-word', 'mislabelled'],
    ],
    [
      'only the word with the format is there, for which the initramfs does not wait',
      withWords(`composefs.digest=v1-sha512-12:${good}`),
      ['unread-word'],
    ],
    [
      'a digest of each format is there',
      withWords(`composefs.digest=v1-sha512-12:${good} composefs.digest=v2-sha512-12:${formerDigest}`),
      ['contradictory'],
    ],
    [
      'the kernel sees a word that bootc does not',
      withWords(`rw\u000bcomposefs=${other} composefs=${good}`),
      ['contradictory'],
    ],
    [
      'the kernel sees a word that bootc does not, as the stub drops a character',
      withWords(`compo\u{1f600}sefs=${other} composefs=${good}`),
      ['override', 'contradictory', 'several-command-lines'],
    ],
    ['the digest is behind the end of the text', withWords(`rw\0 composefs=${good}`), ['several-command-lines']],
    [
      'the digest is in memory only as bootc reads it',
      {
        [`${linux}/a.efi`]: peFile([
          osrel,
          kernel,
          initrd,
          { name: '.cmdline', content: `rw composefs=${good}`, rawSize: 3 },
        ]),
      },
      ['several-command-lines'],
    ],
    [
      'a profile names another root',
      {
        [`${linux}/a.efi`]: kernelImage(`composefs=${good}`, [
          { name: '.profile', content: 'ID=a' },
          { name: '.cmdline', content: `composefs=${other}` },
        ]),
      },
      ['several-command-lines'],
    ],
    [
      'a profile has no command line',
      {
        [`${linux}/a.efi`]: peFile([
          osrel,
          kernel,
          initrd,
          { name: '.profile', content: 'ID=a' },
          { name: '.cmdline', content: `composefs=${good}` },
          { name: '.profile', content: 'ID=b' },
        ]),
      },
      ['no-command-line'],
    ],
    [
      'another section is loaded over the command line',
      {
        [`${linux}/a.efi`]: peFile([
          { ...osrel, address: 0x4000 },
          { ...kernel, address: 0x3000 },
          { ...initrd, address: 0x2000 },
          { name: '.cmdline', content: `composefs=${good}`, address: 0x1000 },
          { name: '.x', content: `composefs=${other}`, address: 0x1000 },
        ]),
      },
      ['overwritten'],
    ],
    [
      'a section has bytes behind the end of the file',
      {
        [`${linux}/a.efi`]: kernelImage(`composefs=${good}`, [
          { name: '.x', content: 'x', virtualSize: 2, rawSize: 2 },
        ]),
      },
      ['overwritten'],
    ],
    [
      'the initramfs is zeros, and the kernel mounts a root by itself',
      {
        [`${linux}/a.efi`]: peFile([
          osrel,
          kernel,
          { ...initrd, rawSize: 0 },
          { name: '.cmdline', content: `root=/dev/sda3 composefs=${good}` },
        ]),
      },
      ['no-initramfs'],
    ],
    ['the kernel cuts the command line', withWords(`${padding} composefs=${good}`), ['long-command-line']],
    ['another init is started', withWords(`init=/var/x composefs=${good}`), ['override']],
    ['another /usr is mounted', withWords(`"mount.usr=LABEL=x" composefs=${good}`), ['override', 'quoted']],
    ['init gets an environment', withWords(`composefs=${good} LD_PRELOAD=/var/x.so`), ['override']],
    ['init gets arguments', withWords(`composefs=${good} -- --unit=emergency.target`), ['override', 'override']],
    ['quotes are around harmless words', withWords(`composefs=${good} "rw"`), ['quoted']],
    [
      'an addon starts another init',
      withAddon(`${linux}/a.efi.extra.d/b.addon.efi`, addon('init=/bin/sh')),
      ['override'],
    ],
    [
      'an addon names another root to composefs',
      withAddon(`${linux}/a.efi.extra.d/b.addon.efi`, addon(`composefs=${other}`)),
      ['addon-root'],
    ],
    [
      'an addon names the same root',
      withAddon(`${linux}/a.efi.extra.d/b.addon.efi`, addon(`composefs=${good}`)),
      ['addon-root'],
    ],
    ['an addon leaves a quote open', withAddon(`${linux}/a.efi.extra.d/b.addon.efi`, addon('quiet "rw')), ['quoted']],
    [
      'an addon sets the environment of init',
      withAddon('boot/loader/addons/b.addon.efi', addon('SYSTEMD_UNIT_PATH=/var/x')),
      ['override'],
    ],
    [
      'an addon makes the command line longer than the kernel takes',
      withAddon(
        'boot/loader/addons/b.addon.efi',
        addon(`loglevel=${'3'.repeat(2047 - 'rw composefs='.length - 128 - 9)}`),
      ),
      ['long-command-line'],
    ],
    ['an addon configures systemd', withAddon('boot/loader/addons/b.addon.efi', addon('systemd.x=1')), ['override']],
    [
      'an addon brings an initramfs',
      withAddon(`${linux}/a.efi.extra.d/b.addon.efi`, peFile([{ name: '.initrd', content: 'x' }])),
      ['addon-section'],
    ],
    ['an addon is damaged', withAddon(`${linux}/a.efi.extra.d/b.addon.efi`, 'x'.repeat(80)), ['unreadable']],
    ['an extension is next to the image', withAddon(`${linux}/a.efi.extra.d/b.raw`, 'x'), ['companion']],
    ['a credential is for all images', withAddon('boot/loader/credentials/b.cred', 'x'), ['companion']],
    ['a boot loader entry is there', withAddon('boot/loader/entries/0.conf', 'options init=/bin/sh\n'), ['entry']],
  ])('where %s', async (_, files, why) => {
    expect(await verdictOn(files)).toEqual({ kind: 'not-verified', why });
  });

  test('where the name of an image is not UTF-8', async () => {
    const name = Buffer.concat([Buffer.from(`${linux}/`), Buffer.from([0xff]), Buffer.from('.efi')]);
    const files = { [`${linux}/a.efi`]: sealed };
    expect(await verdictOn(files, [{ name, content: sealed }])).toEqual({ kind: 'not-verified', why: ['name'] });
    expect(await verdictOn(files, [{ name, content: kernelImage('rw') }])).toEqual({
      kind: 'not-verified',
      why: ['name', 'unsealed'],
    });
  });
});

const sixtyFour = Object.fromEntries(
  Array.from({ length: 64 }, (_, place) => [`${linux}/k${String(place).padStart(2, '0')}.efi`, sealed]),
);

test('an image in /usr/lib/modules is installed after those in /boot, and has to name the root too', () => {
  const text = { kind: 'text', text: 'rw' } as const;
  const seal = { kind: 'text', text: `composefs=${good}` } as const;
  const image = (file: string, line: typeof text | typeof seal): BootFile => ({
    file,
    size: 100,
    commandLines: [{ installed: line, passed: line }],
    lacks: [],
    hasName: true,
    repeats: [],
    isHeaderless: false,
    loadFlaws: [],
    brings: [],
  });
  const [boot, modules] = [`${linux}/a.efi`, 'usr/lib/modules/6/a.efi'];
  const verdict = (...kernels: readonly BootFile[]) =>
    sealVerdict({
      files: { ...noBootFiles, kernels },
      root: emptyRoot,
      layers: { declared: [], found: [] },
      linksOut: [],
      match: () => ({ kind: 'same' }),
    }).verdict;
  expect(verdict(image(boot, seal), image(modules, seal))).toEqual({ kind: 'holds', file: modules });
  expect(verdict(image(boot, seal), image(modules, text))).toEqual({
    kind: 'not-verified',
    obstacles: [{ kind: 'unsealed', file: modules }],
  });
  expect(verdict(image(modules, seal))).toEqual({ kind: 'not-verified', obstacles: [{ kind: 'not-looked-for' }] });
});

test('each reason is a notice with a hint, and no more than twenty are reported', async () => {
  const entries = Object.fromEntries(
    Array.from({ length: 30 }, (_, place) => [`boot/loader/entries/${place}.conf`, '']),
  );
  const check = await verified({ layers: [smallestRoot, withDirectories({ ...entries, [`${linux}/a.efi`]: sealed })] });
  const notices = sealNotices(check);
  expect(notices).toHaveLength(21);
  expect(notices[0]).toEqual({
    code: 'seal/entry',
    message:
      '/boot/loader/entries/0.conf is a boot loader entry of type 1: bootc prefers entries to unified kernel images, and installs no image next to one',
    at: { document: 'container', file: 'boot/loader/entries/0.conf' },
    hint: 'remove it as you build the container; bootc writes the entries of a machine itself',
  });
  expect(notices.at(-1)).toEqual({
    code: 'seal/more',
    message: 'and 10 more reasons why the seal does not hold',
    hint: 'fix those above, then verify again',
  });
});
