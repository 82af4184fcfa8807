import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import {
  bootLoader,
  grubModules,
  namedProgram,
  peFile,
  type WrittenSection,
} from '../../../uki/testing/portable-executable.ts';
import {
  addonImage as addon,
  smallestDigest as good,
  kernel,
  kernelImage,
  verified,
  withDirectories,
} from '../../testing/sealed-image.ts';

const linux = 'boot/EFI/Linux';
const modules = 'usr/lib/modules/6';
const sealed = kernelImage(`rw composefs=${good}`);

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Reasons against the smallest root with one sealed image and more files that its digest does not cover. */
async function reasons(files: Files, more: readonly WrittenEntry[] = []) {
  const layer = [...withDirectories({ [`${linux}/m.efi`]: sealed, ...files }), ...more];
  const { verdict } = await verified({ layers: [smallestRoot, layer] });
  if (!('obstacles' in verdict)) return verdict.kind;
  return verdict.obstacles.map((obstacle) => `${obstacle.kind} ${'file' in obstacle ? obstacle.file : ''}`);
}

/** Of a root with more files than the smallest, and an image with its digest. */
async function coveredVerdict(files: Files) {
  const root = [...smallestRoot, ...withDirectories(files)];
  const { digest = '' } = await verified({ layers: [root] });
  const image = withDirectories({ [`${linux}/a.efi`]: kernelImage(`rw composefs=${digest}`) });
  return (await verified({ layers: [root, image] })).verdict;
}

describe('bootc and firmware find', () => {
  test.each<[string, Files, readonly string[]]>([
    [
      'an unsealed image in a directory',
      { [`${linux}/sub/z.efi`]: kernelImage('rw') },
      [`addon-kernel ${linux}/sub/z.efi`],
    ],
    [
      'an image in a directory of a directory that is called like one',
      { [`${linux}/a.efi/b/z.efi`]: kernelImage('rw') },
      [`addon-kernel ${linux}/a.efi/b/z.efi`],
    ],
    ['a file in a directory that is not an image', { [`${linux}/sub/z.efi`]: 'x' }, [`unreadable ${linux}/sub/z.efi`]],
    [
      'an addon in a directory whose name is in capitals',
      { [`${linux}/M.EFI.EXTRA.D/z.addon.efi`]: addon('init=/bin/sh') },
      [`override ${linux}/M.EFI.EXTRA.D/z.addon.efi`],
    ],
    [
      'an addon whose own name is in capitals',
      { [`${linux}/m.efi.extra.d/Z.ADDON.EFI`]: addon('init=/bin/sh') },
      [`override ${linux}/m.efi.extra.d/Z.ADDON.EFI`],
    ],
    [
      'an addon for all images, in directories whose names are in capitals',
      { 'boot/LOADER/Addons/z.addon.efi': addon('init=/bin/sh') },
      ['other-case boot/LOADER/Addons'],
    ],
    [
      'an entry in directories whose names are in capitals',
      { 'boot/loader/ENTRIES/a.conf': '' },
      ['other-case boot/loader/ENTRIES'],
    ],
    [
      'an entry whose own name is in capitals',
      { 'boot/loader/entries/a.CONF': '' },
      ['entry boot/loader/entries/a.CONF'],
    ],
    ['an image whose name is in capitals', { [`${linux}/A.EFI`]: kernelImage('rw') }, [`other-case ${linux}/A.EFI`]],
    ['an image with a dot behind its name', { [`${linux}/a.efi.`]: kernelImage('rw') }, [`other-case ${linux}/a.efi.`]],
    ['an image in small letters', { 'boot/efi/linux/a.efi': kernelImage('rw') }, ['other-case boot/efi/linux']],
    [
      'a credential deep below an image',
      { [`${linux}/m.efi.Extra.d/a/b.cred`]: 'x' },
      [`companion ${linux}/m.efi.Extra.d/a/b.cred`],
    ],
    [
      'a directory among the addons of all images',
      { 'boot/loader/addons/a/b.addon.efi': addon('quiet') },
      ['companion boot/loader/addons/a'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await reasons(files)).toEqual(expected);
  });

  test.each<[string, WrittenEntry]>([
    ['a link to an image', { name: `${linux}/n.efi`, type: '2', target: 'm.efi' }],
    ['a link to nothing', { name: `${linux}/n.efi`, type: '2', target: 'x' }],
    ['a FIFO', { name: `${linux}/n.efi`, type: '6' }],
    ['a link for a directory', { name: 'boot/loader', type: '2', target: 'EFI' }],
    ['a file for a directory', { name: 'boot/loader', content: 'x' }],
  ])('%s, at which bootc stops', async (_, entry) => {
    expect(await reasons({}, [entry])).toEqual(['no-digest ']);
  });

  test('images of any directory of modules, which the digest covers', async () => {
    const root = [...smallestRoot, ...withDirectories({ [`${modules}/a/b/z.efi`]: kernelImage('rw') })];
    const { digest = '' } = await verified({ layers: [root] });
    const image = withDirectories({ [`${linux}/a.efi`]: kernelImage(`rw composefs=${digest}`) });
    const { verdict } = await verified({ layers: [root, image] });
    expect(verdict).toMatchObject({
      kind: 'not-verified',
      obstacles: [{ kind: 'addon-kernel', file: `${modules}/a/b/z.efi` }],
    });
  });

  test.each<[string, string]>([
    ['an image of bootupd', 'usr/lib/bootupd/updates/EFI/Linux/z.efi'],
    ['an addon of bootupd, in small letters', 'usr/lib/bootupd/updates/EFI/linux/m.efi.extra.d/z.addon.efi'],
    ['an image with shim', 'usr/lib/efi/shim/15.8/EFI/Linux/z.efi'],
  ])('%s, which the digest covers', async (_, path) => {
    const obstacles = [{ kind: 'with-loader', file: path.replace('/z.addon.efi', '') }];
    expect(await coveredVerdict({ [path]: kernelImage('rw') })).toEqual({ kind: 'not-verified', obstacles });
  });

  describe('instead of a boot loader', () => {
    const unified = kernelImage('rw');
    const loadable = peFile([{ ...kernel, address: 0x1000 }], undefined, { headerSize: 0x400 });
    const marked = (offset: number, mark: string) => Buffer.from(`MZ${' '.repeat(offset - 2)}${mark}`, 'latin1');
    const updates = 'usr/lib/bootupd/updates/EFI';
    const plainModules = [
      [0, '\x7fELF'],
      [3, '/EFI/harbour'],
    ] as const;
    const magic = { name: '.sdmagic', content: '#### LoaderInfo: systemd-boot 257 ####' };
    test.each<[string, string, Uint8Array]>([
      ['an image that firmware starts by default', `${updates}/BOOT/BOOTX64.EFI`, unified],
      ['one for arm64, in small letters', `${updates}/boot/bootaa64.efi`, loadable],
      ['one for RISC-V with shim', 'usr/lib/efi/shim/15.8/EFI/BOOT/BOOTRISCV64.EFI', unified],
      ['one in the place of GRUB', `${updates}/harbour/grubx64.efi`, unified],
      ['one that a boot loader starts for another system', `${updates}/Microsoft/Boot/bootmgfw.efi`, unified],
      ['one next to directories', `${updates}/shellx64.efi`, unified],
      ['one whose name is of another kind, which a list of boot entries may name', `${updates}/a/b/c.bin`, unified],
      ['one in the place of systemd-boot', 'usr/lib/systemd/boot/efi/systemd-bootx64.efi', unified],
      ['one in the place of the signed one', 'usr/lib/systemd/boot/efi/systemd-bootx64.efi.signed', unified],
      ['a kernel of x86', `${updates}/BOOT/BOOTX64.EFI`, marked(0x202, 'HdrS')],
      ['a kernel of arm64', `${updates}/BOOT/BOOTAA64.EFI`, marked(0x38, 'ARM\x64')],
      ['a kernel of RISC-V', `${updates}/BOOT/BOOTRISCV64.EFI`, marked(0x38, 'RSC\x05')],
      ['a packed kernel', `${updates}/BOOT/BOOTAA64.EFI`, marked(4, 'zimg')],
    ])('%s, which the digest covers', async (_, file, content) => {
      expect(await coveredVerdict({ [file]: content })).toEqual({
        kind: 'not-verified',
        obstacles: [{ kind: 'loader-kernel', file }],
      });
    });

    const notNamed = 'it is not known as a boot loader: shim, GRUB and systemd-boot name themselves in .sbat';
    const embeds = (what: string) => `it is GRUB with ${what}, which decides what it starts`;
    const grub = (kind: number, content = 'x') => bootLoader('grub', [grubModules([...plainModules, [kind, content]])]);
    const packed = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(2048, 1)]);
    const efiStub: readonly WrittenSection[] = ['.text', '.data'].map((name) => ({ name, content: 'code' }));
    const without = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes).fill(0, from, to);
    test.each<[string, string | Uint8Array, string]>([
      ['a kernel that is packed with gzip', packed, notNamed],
      ['a kernel of x86 with no mark', peFile(efiStub), notNamed],
      ['a program without the mark of DOS', without(bootLoader('shim'), 0, 2), notNamed],
      ['a kernel that names itself', bootLoader('linux'), notNamed],
      ['two names, one of a kernel', bootLoader('shim,1,a,b,1,c\nlinux'), notNamed],
      ['two sections of names', bootLoader('shim', [{ name: '.sbat', content: 'linux,1' }]), notNamed],
      ['a name longer than any real one', bootLoader('shim'.padEnd(20_000)), notNamed],
      ['the name of systemd without its mark', bootLoader('systemd-boot'), notNamed],
      ['the name of GRUB without its modules', bootLoader('grub'), notNamed],
      ['a program without a name', peFile([{ name: '.text', content: 'x' }]), notNamed],
      ['a configuration of GRUB', 'linux /vmlinuz init=/bin/sh\n', notNamed],
      ['GRUB with a configuration', grub(2, 'chainloader /x'), embeds('a configuration in it')],
      ['GRUB with a file system', grub(1), embeds('a file system in it (memdisk)')],
      ['GRUB with a devicetree', grub(5), embeds('what is not known in it')],
      [
        'GRUB with other modules',
        bootLoader('grub', [{ name: 'mods', content: 'x' }]),
        embeds('modules that cannot be read'),
      ],
    ])('%s, which the digest covers', async (_, content, why) => {
      const file = `${updates}/BOOT/BOOTX64.EFI`;
      expect(await coveredVerdict({ [file]: content })).toEqual({
        kind: 'not-verified',
        obstacles: [{ kind: 'unknown-loader', file, why }],
      });
    });

    const utf16 = (text: string) => Buffer.from(text, 'utf16le');
    const list = (what: string) => `it is a list of boot entries ${what}`;
    const notShim = 'it names itself shim and has neither its mark nor the name of one of its programs';
    const notApplication =
      'its header is not that of an EFI application: it is a driver, or firmware does not start it';
    const addonOfStub = peFile([
      ...['systemd-addon,1,a,b,1,c\n', 'init=/bin/sh'].map((content, index) => ({
        name: index === 0 ? '.sbat' : '.cmdline',
        content,
      })),
      magic,
    ]);
    const driver = bootLoader('systemd-boot', [magic]);
    driver[0x80 + 24 + 68] = 11;
    test.each<[string, string, string | Uint8Array, string]>([
      ['a program that names itself shim', 'BOOT/BOOTX64.EFI', namedProgram('shim'), notShim],
      [
        'one with a mark that is not that of shim',
        'BOOT/BOOTX64.EFI',
        namedProgram('shim', [{ name: '/4', content: 'UEFI SHAM\n' }]),
        notShim,
      ],
      ['one in the place of certificates for shim', 'BOOT/shim_certificate.efi', namedProgram('shim'), notShim],
      ['a driver that systemd-boot loads', 'systemd/drivers/fsx64.efi', driver, notApplication],
      ['an addon for a stub', 'harbour/a.addon.efi', addonOfStub, notNamed],
      [
        'a list of boot entries with another second stage for shim',
        'harbour/BOOTX64.CSV',
        utf16('\ufeffshimx64.efi,Harbour,\\other.efi,x\r\n'),
        list('that gives arguments to a program'),
      ],
      [
        'a second line of one, without a mark for its order of bytes',
        'harbour/bootx64.csv',
        utf16('shimx64.efi,a,,x\nshimx64.efi,b,init=/bin/sh\n'),
        list('that gives arguments to a program'),
      ],
      [
        'a list of a program in another directory',
        'harbour/BOOTX64.CSV',
        utf16('..\\a\\x.efi,a,,x\n'),
        list('that names a program in another directory'),
      ],
      ['a list that is too long', 'harbour/BOOTX64.CSV', utf16('a,b,,c\n'.repeat(600)), list('too long to be read')],
    ])('%s, which the digest covers', async (_, path, content, why) => {
      const file = `${updates}/${path}`;
      expect(await coveredVerdict({ [file]: content })).toEqual({
        kind: 'not-verified',
        obstacles: [{ kind: 'unknown-loader', file, why }],
      });
    });

    test.each(['grub-static-pre.cfg', 'configs.d/99_a.cfg'])(
      'a kernel in %s, a configuration of GRUB',
      async (name) => {
        const file = `usr/lib/bootupd/grub2-static/${name}`;
        const why = 'bootupd makes GRUB\'s configuration of it, which has "linux /x"';
        const content = `${'# x\n'.repeat(2000)}blscfg\n  linux /x\n`;
        expect(await coveredVerdict({ [file]: content })).toEqual({
          kind: 'not-verified',
          obstacles: [{ kind: 'unknown-loader', file, why }],
        });
        expect(await coveredVerdict({ [file]: 'blscfg\n' })).toEqual({ kind: 'holds', file: `${linux}/a.efi` });
      },
    );

    test('what bootctl installs over systemd-boot on a file system that ignores case', async () => {
      const file = 'usr/lib/systemd/boot/efi/SYSTEMD-BOOTx64.efi';
      expect(await coveredVerdict({ [file]: peFile(efiStub) })).toEqual({
        kind: 'not-verified',
        obstacles: [{ kind: 'unknown-loader', file, why: notNamed }],
      });
    });

    test.each(['Linux.', 'LINUX. .', 'linux '])(
      'what is in a directory %s, which FAT takes for that of images',
      async (name) => {
        const file = `${updates}/${name}/z.efi.extra.d`;
        expect(await coveredVerdict({ [`${file}/a.addon.efi`]: addonOfStub })).toEqual({
          kind: 'not-verified',
          obstacles: [{ kind: 'with-loader', file }],
        });
      },
    );

    test.each(['.setup', '.compat'])('a kernel of x86 with no mark but its section %s', async (name) => {
      const file = 'boot/EFI/BOOT/BOOTX64.EFI';
      expect(await reasons({ [file]: bootLoader('shim', [{ name, content: 'x' }]) })).toEqual([
        `loader-kernel ${file}`,
      ]);
    });

    test.each<[string, string]>([
      ['in the directory of images', 'boot/EFI/BOOT/BOOTX64.EFI'],
      ['in small letters', 'boot/EFI/boot/bootx64.efi'],
      ['below the mount point of the ESP', 'boot/efi/EFI/BOOT/BOOTAA64.EFI'],
      ['of a vendor', 'boot/Efi/EFI/harbour/shimx64.efi'],
    ])('an image in /boot %s', async (_, file) => {
      expect(await reasons({ [file]: unified })).toEqual([`loader-kernel ${file}`]);
    });

    test.each<[string, string, string | Uint8Array]>([
      ['GRUB', `${updates}/harbour/grubx64.efi`, bootLoader('grub', [grubModules(plainModules)])],
      ['shim', 'usr/lib/efi/shim/15.8/EFI/BOOT/BOOTX64.EFI', bootLoader('shim')],
      ["a program of shim's", `${updates}/harbour/mmx64.efi`, namedProgram('shim')],
      ["another program of shim's", `${updates}/BOOT/FBIA32.EFI`, namedProgram('shim')],
      ["a program of shim's with an older name", `${updates}/BOOT/MokManager.efi`, namedProgram('shim')],
      ['systemd-boot', 'usr/lib/systemd/boot/efi/systemd-bootx64.efi', bootLoader('systemd-boot', [magic])],
      ['systemd-boot of systemd 252', `${updates}/systemd/systemd-bootx64.efi`, bootLoader('systemd', [magic])],
      ['a stub', 'usr/lib/systemd/boot/efi/linuxx64.efi.stub', bootLoader('systemd-stub', [magic])],
      ['a stub that bootctl does not install', 'usr/lib/systemd/boot/efi/linuxx64.elf.stub', '\x7fELF'],
      [
        'a list of boot entries',
        `${updates}/harbour/BOOTX64.CSV`,
        utf16('\ufeffshimx64.efi,Harbour,,This is the boot entry for Harbour\r\n'),
      ],
      ['one without a mark and a comment', `${updates}/harbour/BOOTAA64.CSV`, utf16('shimaa64.efi,harbour\n')],
      ['one in ASCII, of which fallback makes nothing', `${updates}/harbour/BOOTX64.CSV`, 'shimx64.efi,harbour,x,x'],
      ['an empty file', `${updates}/BOOT/BOOTX64.EFI`, ''],
    ])('not %s, which the digest covers', async (_, path, content) => {
      expect(await coveredVerdict({ [path]: content })).toEqual({ kind: 'holds', file: `${linux}/a.efi` });
    });
  });

  test.each<[string, Files]>([
    ['an addon in any directory', { [`${linux}/sub/a.addon.efi`]: addon('quiet') }],
    [
      'an addon for one kernel version',
      { [`${linux}/m.efi.extra.d/a.addon.efi`]: addon('quiet', { name: '.uname', content: '6' }) },
    ],
    ['what is next to directories and images', { [`${linux}/a/readme`]: 'x', [`${linux}/m.efi.bak`]: 'x' }],
    ['the mount point of the ESP', { 'boot/efi/readme': 'x', 'boot/grub2/grub.cfg': 'x' }],
  ])('nothing that starts something else in %s', async (_, files) => {
    expect(await reasons(files)).toBe('holds');
  });
});
