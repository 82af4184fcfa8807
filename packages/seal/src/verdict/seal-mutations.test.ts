import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type WrittenEntry, writeTar } from '../../../archive/testing/tar.ts';
import { smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { sha256 } from '../../../container-image/testing/image.ts';
import { settled } from '../../../core/testing/async-outcome.ts';
import { bootLoader, peFile, relocationTable, type WrittenSection } from '../../../uki/testing/portable-executable.ts';
import {
  addonImage,
  initrd,
  kernelImage,
  kernel as linuxKernel,
  osrel,
  verified,
  withDirectories,
} from '../../testing/sealed-image.ts';

// Each run verifies four images.
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 750) / 5);
vi.setConfig({ testTimeout: 600_000 });

const linux = 'boot/EFI/Linux';
type Files = Readonly<Record<string, string | Uint8Array>>;

/** An image as its parts: what the seal covers, what boots it, and what the configuration says. */
interface Image {
  readonly root: Files;
  readonly kernels: Readonly<Record<string, string>>;
  readonly boot: Files;
  readonly diffIds: (found: readonly string[]) => readonly string[];
  /** Changes the bytes of one layer after the configuration was written. */
  readonly damage?: (layers: readonly Buffer[]) => readonly Buffer[];
}

/** Whether what boots is what was sealed: known of a mutation by what it is, not by how it is checked. */
interface Mutation {
  readonly name: string;
  readonly image: Image;
  readonly isSealed: boolean;
}

/** What the digest covers: of the places of mounts, /srv leads to a directory of programs. */
function sealedEntries(root: Files): readonly WrittenEntry[] {
  return [...smallestRoot, { name: 'srv', type: '2', target: 'usr' }, ...withDirectories(root)];
}

async function verdictOn({ root, kernels, boot, diffIds, damage }: Image) {
  const images = Object.fromEntries(Object.entries(kernels).map(([name, words]) => [name, kernelImage(words)]));
  const tars = [sealedEntries(root), withDirectories({ ...images, ...boot })].map((entries) => writeTar(entries));
  const layers = damage?.(tars) ?? tars;
  // A fault says as little as any other verdict that the seal holds.
  const outcome = await settled(verified({ layers, diffIds: diffIds(tars.map(sha256)) }));
  return 'value' in outcome ? outcome.value.verdict.kind : 'fault';
}

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const rootFiles = fc.dictionary(
  name.map((file) => `usr/${file}`),
  fc.string({ maxLength: 100 }),
  { maxKeys: 4 },
);
const harmlessWord = fc.constantFrom('rw', 'quiet', 'console=ttyS0', 'mitigations=auto', 'enforcing=0');
const kernelNames = fc.uniqueArray(
  name.map((file) => `${linux}/${file}.efi`),
  { minLength: 1, maxLength: 3 },
);

const sealedImage = fc
  .record({ root: rootFiles, names: kernelNames, before: fc.array(harmlessWord), after: fc.array(harmlessWord) })
  .map(({ root, names, before, after }) => ({
    root,
    names,
    line: (seal: string) => [...before, seal, ...after].join(' '),
  }));

const isTrue = (found: readonly string[]) => found;
const other = 'c0ffee01'.repeat(16);

/** Single mutations of anything in an image whose root has a digest. */
function mutations(image: Image, digest: string, seed: number): readonly Mutation[] {
  const names = Object.keys(image.kernels);
  const kernel = names[seed % names.length] ?? '';
  const line = image.kernels[kernel] ?? '';
  const broken = (what: string, change: Partial<Image>): Mutation => ({
    name: what,
    image: { ...image, ...change },
    isSealed: false,
  });
  const same = (what: string, change: Partial<Image>): Mutation => ({ ...broken(what, change), isSealed: true });
  const withLine = (words: string) => ({ kernels: { ...image.kernels, [kernel]: words } });
  const withBoot = (file: string, content: string | Uint8Array) => ({ boot: { ...image.boot, [file]: content } });
  const addon = (words: string) => withBoot(`${kernel}.extra.d/a.addon.efi`, addonImage(words));
  const at = seed % digest.length;
  const digit = digest[at] === '0' ? '1' : '0';
  const flipped = `${digest.slice(0, at)}${digit}${digest.slice(at + 1)}`;
  return [
    broken('a file more', { root: { ...image.root, 'usr/zzzzzzz': 'x' } }),
    broken('a file that hides another', { root: { ...image.root, 'usr/.wh.zzzzzzz': '', 'usr/more/x': '' } }),
    ...Object.entries(image.root).map(([file, content]) =>
      broken('a file with other content', { root: { ...image.root, [file]: `${content}x` } }),
    ),
    broken('one digit of the digest', withLine(line.replace(digest, flipped))),
    broken('another digest before it', withLine(`composefs=${other} ${line}`)),
    broken('a broken word before it', withLine(`composefs=zz ${line}`)),
    broken('no digest', withLine(line.replace(`composefs=${digest}`, 'rw'))),
    broken('an optional digest', withLine(line.replace('composefs=', 'composefs=?'))),
    broken('a program before the root is set up', withLine(`${line} rdinit=/bin/sh`)),
    broken('a digest in quotes', withLine(`"${line}"`)),
    broken('an image more that is not sealed', { kernels: { ...image.kernels, [`${linux}/0.efi`]: 'rw' } }),
    broken('an image more that is called .efi', { kernels: { ...image.kernels, [`${linux}/.efi`]: 'rw' } }),
    broken('an image more that is damaged', withBoot(`${linux}/zzzzzzz.efi`, 'x'.repeat(100))),
    broken('an addon with another init', addon('init=/bin/sh')),
    broken('an addon with another root', addon(`composefs=${other}`)),
    broken('a boot loader entry', withBoot('boot/loader/entries/a.conf', 'options init=/bin/sh\n')),
    broken('no diff_ids', { diffIds: () => [] }),
    broken('swapped diff_ids', { diffIds: (found) => [...found].reverse() }),
    broken('one diff_id of another layer', { diffIds: ([first = '']) => [first, `sha256:${'e'.repeat(64)}`] }),
    broken('one byte of a layer', {
      damage: (layers) => layers.map((layer, index) => (index === seed % 2 ? withFlip(layer, seed) : layer)),
    }),
    broken('an image in a directory', withBoot(`${linux}/sub/z.efi`, kernelImage('rw'))),
    broken('an image in capitals', withBoot(`${linux}/ZZZZZZZ.EFI`, kernelImage('rw'))),
    broken('an addon in a directory in capitals', withBoot(inCapitals(kernel), addonWith('init=/bin/sh'))),
    broken('an addon with an open quote', addon('quiet "')),
    broken('an addon that makes the command line too long', addon(`loglevel=${'7'.repeat(2040)}`)),
    broken('an addon with an environment for init', addon('SYSTEMD_UNIT_PATH=/var/x')),
    broken('an addon with a kernel', withBoot(`${kernel}.extra.d/a.addon.efi`, addonWith('quiet', linuxSection))),
    broken('a credential for all images', withBoot('boot/loader/credentials/a.cred', 'x')),
    broken('an entry in capitals', withBoot('boot/Loader/Entries/a.conf', 'options init=/bin/sh\n')),
    broken('an environment for init', withLine(`${line} LD_PRELOAD=/var/x.so`)),
    broken('arguments for init', withLine(`${line} -- --unit=emergency.target`)),
    broken('a shell before anybody logs in', withLine(`single ${line}`)),
    broken('a word that nobody knows', withLine(`${line} foo`)),
    broken('a mount over /usr', withLine(`${line} systemd.mount-extra=LABEL=x:/var/../usr`)),
    broken('a mount at a link into /usr', withLine(`${line} systemd.mount-extra=LABEL=x:/srv/lib`)),
    same('a mount at a directory', withLine(`${line} systemd.mount-extra=LABEL=x:/home`)),
    ...dangerousWords.map((word) => broken(`the word ${word}`, withLine(`${line} ${word}`))),
    ...loaderPlaces.map((place) => broken(`a kernel as /${place}`, withBoot(place, kernelImage('rw')))),
    ...loaderPlaces.map((place) => broken(`what nobody knows as /${place}`, withBoot(place, peFile([])))),
    ...loaderPlaces.map((place) => same(`a boot loader as /${place}`, withBoot(place, bootLoader('shim')))),
    broken('a file of another kind where boot loaders are', withBoot('boot/EFI/BOOT/x.efi', 'x')),
    broken('an image for another subsystem', withBoot(kernel, changed(kernelImage(line), 0x80 + 24 + 68, 1))),
    broken('an image without the mark of DOS', withBoot(kernel, changed(kernelImage(line), 0, 0))),
    broken('an image that is larger than it says', withBoot(kernel, changed(kernelImage(line), 0x80 + 24 + 57, 0))),
    broken('an optional header that is cut short', withBoot(kernel, changed(kernelImage(line), 0x80 + 24 + 108, 15))),
    broken('a section over the headers', withBoot(kernel, loaded(line, { name: '.x', content: 'x', address: 0x40 }))),
    broken('a section over the kernel', withBoot(kernel, loaded(line, { name: '.x', content: 'x', address: 0x4001 }))),
    broken('a section of the same bytes', withBoot(kernel, loaded(line, { ...far, offset: 0x290 }))),
    broken('relocations of the initramfs', withBoot(kernel, loaded(line, relocating(0x5000)))),
    broken('relocations of the command line', withBoot(kernel, loaded(line, relocating(0x3000)))),
    same('relocations of code', withBoot(kernel, loaded(line, relocating(0x1000)))),
    same('a section more', withBoot(kernel, loaded(line, far))),
    broken(
      'a word for which the initramfs does not wait',
      withLine(line.replace('composefs=', 'composefs.digest=v1-sha512-12:')),
    ),
    broken('a profile with another initramfs', withBoot(kernel, kernelImage(line, [profile, initrdSection]))),
    broken('a profile with another kernel', withBoot(kernel, kernelImage(line, [profile, linuxSection]))),
    broken(
      'a profile without a seal',
      withBoot(kernel, kernelImage(line, [profile, { name: '.cmdline', content: 'rw' }])),
    ),
    broken(
      'zeros for a kernel',
      withBoot(kernel, peFile([osrel, { ...linuxKernel, rawSize: 0 }, initrd, ownLine(line)])),
    ),
    broken('a name with bytes behind its end', withBoot(kernel, kernelImage(line, [{ name: '.x\0x', content: 'x' }]))),
    broken(
      'a section that ends behind the file',
      withBoot(kernel, kernelImage(line, [{ name: '.x', content: 'x', virtualSize: 2, rawSize: 2 }])),
    ),
    broken('no kernel', withBoot(kernel, addonWith(line, initrdSection))),
    same(
      'a profile with the same seal',
      withBoot(kernel, kernelImage(line, [profile, { name: '.cmdline', content: line }])),
    ),
    same('an addon with a harmless word in any directory', withBoot(`${linux}/sub/a.addon.efi`, addonWith('quiet'))),
    same('a harmless word', withLine(`${line} nosmt`)),
    same('an addon with a harmless word', addon('quiet')),
    same('a file of /boot that nobody reads', withBoot('boot/readme', 'x')),
  ];
}

const dangerousWords = [
  ...[
    '/var',
    '/var/lib',
    '/var/lib/extensions',
    '/var/lib/confexts',
    '/var/lib/portables',
    '/run/extensions',
    '/etc',
  ].map((where) => `systemd.mount-extra=LABEL=x:${where}:ext4`),
  ...['root=/dev/../run/x', 'rootflags=loop', 'rootflags=helper=x', 'snd_hda_intel.patch=x', 'nouveau.config=NvBios=x'],
  ...[
    'qla2xxx.ql2xfwloadbin=2',
    'firmware_class.path=/var/x',
    'fw_path=/var/x',
    'systemd.unit=rescue.target',
    'rescue',
  ],
  ...['rd.break', 'systemd.debug-shell', 'systemd.run=/bin/sh', 'init=/bin/../var/x'],
];
/** Where something else than the sealed image would start. */
const loaderPlaces = ['boot/EFI/BOOT/BOOTX64.EFI', 'boot/EFI/Boot/bootaa64.efi', 'boot/efi/EFI/harbour/grubx64.efi'];

const far: WrittenSection = { name: '.x', content: 'x'.repeat(64), address: 0x9000 };
const relocating = (page: number): WrittenSection => ({
  name: '.reloc',
  content: relocationTable({ [page]: [0] }),
  address: 0x8000,
});

/** An image as firmware loads it. */
function loaded(commandLine: string, more: WrittenSection): Uint8Array {
  const sections = [
    { name: '.text', content: 'code of the stub', address: 0x1000 },
    { ...osrel, address: 0x2000 },
    { name: '.cmdline', content: commandLine, address: 0x3000 },
    { ...linuxKernel, address: 0x4000 },
    { ...initrd, address: 0x5000 },
    more,
  ];
  const relocations = more.name === '.reloc' ? { address: 0x8000, size: more.content.length } : undefined;
  return peFile(sections, undefined, { headerSize: 0x278, ...(relocations === undefined ? {} : { relocations }) });
}

const ownLine = (content: string): WrittenSection => ({ name: '.cmdline', content });
const profile = { name: '.profile', content: 'ID=a' };
const linuxSection = { name: '.linux', content: 'another kernel' };
const initrdSection = { name: '.initrd', content: 'another initramfs' };

function addonWith(commandLine: string, ...more: readonly WrittenSection[]): Uint8Array {
  return peFile([{ name: '.osrel', content: 'ID=acme\n' }, { name: '.cmdline', content: commandLine }, ...more]);
}

/** The directory of an image's addons, in capitals. */
function inCapitals(kernel: string): string {
  return `${linux}/${kernel.slice(linux.length + 1).toUpperCase()}.EXTRA.D/a.addon.efi`;
}

/** With another byte at a place. */
function changed(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  return Uint8Array.from(bytes, (value, index) => (index === at ? byte : value));
}

function withFlip(layer: Buffer, seed: number): Buffer {
  const copy = Buffer.from(layer);
  const at = (seed * 7919) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (seed % 8));
  return copy;
}

test('a seal holds of any image as it was sealed, and after one mutation only where what boots is what was sealed', async () => {
  await fc.assert(
    fc.asyncProperty(sealedImage, fc.nat(100_000), async ({ root, names, line }, seed) => {
      const { digest = '' } = await verified({ layers: [sealedEntries(root)] });
      const kernels = Object.fromEntries(names.map((file) => [file, line(`composefs=${digest}`)]));
      const image: Image = { root, kernels, boot: {}, diffIds: isTrue };
      expect(await verdictOn(image)).toBe('holds');
      const all = mutations(image, digest, seed);
      for (const mutation of [all[seed % all.length], all[(seed * 31 + 1) % all.length]]) {
        if (mutation === undefined) continue;
        const verdict = await verdictOn(mutation.image);
        expect([mutation.name, verdict === 'holds']).toEqual([mutation.name, mutation.isSealed]);
      }
    }),
    { numRuns },
  );
});
