import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cpioArchive, cpioMember } from '../../../archive/testing/cpio.ts';
import { archiveModules, packedArchives } from '../../../archive/testing/packed-archives.ts';
import { laterOutcomeOf as outcomeOf } from '../../../core/testing/async-outcome.ts';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { initramfsModules } from './initramfs-modules.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
vi.setConfig({ testTimeout: 600_000 });

const list = 'usr/lib/dracut/modules.txt';
const main = cpioArchive({ 'usr/': '', [list]: 'systemd\nbase\n' });
const early = cpioArchive({ early_cpio: '1\n', [list]: 'not this\n' });
const joined = (...parts: readonly (Uint8Array | string)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

describe('modules', () => {
  test.each<[string, Uint8Array, readonly string[]]>([
    ['nothing at all', new Uint8Array(), []],
    ['zeros alone after an archive', joined(main, Buffer.alloc(700)), ['systemd', 'base']],
    ['an early archive by its mark', joined(early, Buffer.alloc(100), gzipSync(main)), ['systemd', 'base']],
    [
      'an early archive by its microcode',
      joined(cpioArchive({ 'kernel/x86/microcode/AuthenticAMD.bin': 'x', [list]: 'not this\n' }), main),
      ['systemd', 'base'],
    ],
    [
      'a first archive with an empty mark',
      joined(cpioArchive({ early_cpio: '\n', [list]: 'a\n' }), main),
      ['a', 'systemd', 'base'],
    ],
    ['an early archive in second place counts', joined(main, early), ['systemd', 'base', 'not this']],
    [
      'the modules of Debian and of others',
      cpioArchive({ 'usr/lib64/dracut/modules.txt': 'a', 'lib/dracut/modules.txt': 'b' }),
      ['ab'],
    ],
    ['a directory of the name is not a list', cpioArchive({ [`${list}/`]: '' }), []],
    ['a name with a dot before it is another name', cpioArchive({ [`./${list}`]: 'a\n' }), []],
    ['blank lines are not modules', cpioArchive({ [list]: 'a\n\nb\n' }), ['a', 'b']],
    [
      'a unified kernel image',
      portableExecutable({ '.linux': 'x', '.initrd': joined(early, gzipSync(main)) }),
      ['systemd', 'base'],
    ],
    ['what follows a compressed archive is not seen', joined(gzipSync(main), 'anything'), ['systemd', 'base']],
  ])('%s', async (_, image, expected) => {
    expect(await initramfsModules(image)).toEqual(expected);
  });

  test.each(packedArchives)('packed as %s', async (_, bytes) => {
    expect(await initramfsModules(bytes)).toEqual(archiveModules);
    expect(await initramfsModules(joined(early, bytes))).toEqual(archiveModules);
  });

  test('stops at the first list where that is enough', async () => {
    const image = joined(main, 'garbage');
    expect(await initramfsModules(image, { stopAtFirst: true })).toEqual(['systemd', 'base']);
    expect(await outcomeOf(() => initramfsModules(image))).toMatchObject({ fault: 'initramfs/unknown' });
  });
});

describe('faults', () => {
  const lying = (size: number) => joined(cpioMember('a', 'xyz', 0o100644, size), main);
  test.each<[string, Uint8Array, string]>([
    ['bytes of no known kind', joined('garbage'), 'initramfs/unknown'],
    ['garbage after an archive', joined(main, Buffer.alloc(9), 'garbage'), 'initramfs/unknown'],
    ['lzop', Uint8Array.from([0x89, 0x4c, 0x5a, 0x4f, 0, 0x0d, 0x0a]), 'initramfs/packing'],
    ['an archive without its trailer', cpioMember('a', 'x'), 'cpio/broken'],
    ['a size that leads into the middle of things', lying(7), 'cpio/broken'],
    ['a size of four gibibytes', lying(0xffffffff), 'cpio/broken'],
    ['a name of four gibibytes', joined(main.slice(0, 94), 'ffffffff', main.slice(102)), 'cpio/broken'],
    ['an invalid number', joined(main.slice(0, 54), '0000000g', main.slice(62)), 'cpio/broken'],
    ['a list of two mebibytes', cpioArchive({ [list]: 'x'.repeat(2 * 1024 * 1024) }), 'initramfs/too-large'],
    [
      'many lists',
      joined(...Array.from({ length: 20 }, () => cpioArchive({ [list]: 'x'.repeat(100_000) }))),
      'initramfs/too-large',
    ],
    ['a PE file without an initramfs', portableExecutable({ '.linux': 'x' }), 'initramfs/unknown'],
    ['a PE file that ends early', joined('MZ'), 'inspect/pe'],
  ])('%s', async (_, image, fault) => {
    expect(await outcomeOf(() => initramfsModules(image))).toMatchObject({ fault });
  });

  test('a small file that unpacks to more than a gibibyte', async () => {
    const mebibyte = gzipSync(Buffer.alloc(1024 * 1024));
    const head = gzipSync(cpioMember('bomb', '', 0o100644, 0xf0000000));
    const bomb = joined(head, ...Array.from({ length: 1025 }, () => mebibyte));
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await outcomeOf(() => initramfsModules(bomb))).toMatchObject({ fault: 'initramfs/too-large' });
  });
});

describe('gives names or a fault', () => {
  const sound = [joined(early, gzipSync(main)), joined(main, early), ...packedArchives.map(([, bytes]) => bytes)];

  test('any bytes after any beginning', async () => {
    const beginnings = [...sound.map((bytes) => bytes.subarray(0, 6)), Buffer.from('MZ')];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), async (beginning, rest) => {
        await expect(outcomeOf(() => initramfsModules(joined(beginning, rest)))).resolves.toBeDefined();
      }),
      { numRuns },
    );
  });

  test('a few changed bytes, and cut', async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.array(change, { maxLength: 4 }),
        fc.nat(4),
        async (bytes, changes, cut) => {
          const changed = bytes.slice(0, cut === 0 ? Math.floor(bytes.length / 2) : bytes.length);
          for (const [place, value] of changes) changed[Math.floor(place * changed.length)] = value;
          await expect(outcomeOf(() => initramfsModules(changed))).resolves.toBeDefined();
        },
      ),
      { numRuns },
    );
  });
});
