import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { peFile, type WrittenSection } from '../../testing/portable-executable.ts';
import { writeAddon } from '../addon/write-addon.ts';
import { measureAddons } from './measure-addons.ts';
import type { StubInfo } from './stub-info.ts';

const reader = (file: Uint8Array) => (offset: number, length: number) => file.subarray(offset, offset + length);
const addon = (kernelArguments: string, microcode?: string) =>
  reader(
    writeAddon({
      architecture: 'x86_64',
      kernelArguments,
      ...(microcode === undefined ? {} : { microcode: Buffer.from(microcode) }),
    }),
  );
const file = (...sections: readonly (readonly [name: string, content: string])[]) =>
  reader(peFile(sections.map(([name, content]): WrittenSection => ({ name, content }))));
const line = (text: string) => file(['.cmdline', text]);
const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
/** The register after each of these was measured, by the definition of TPM2_PCR_Extend. */
const extended = (...measured: readonly Uint8Array[]) =>
  measured.reduce<Uint8Array>((state, part) => sha256(state, sha256(part)), Buffer.alloc(32)) as Buffer;
const ofLine = (text: string) => Buffer.from(`${text}\0`, 'utf16le');
const value = (...addons: Parameters<typeof measureAddons>[0]) => measureAddons(addons).pcr12.sha256;

test('PCR 12 is zero without addons', () => {
  expect(measureAddons([])).toEqual({ pcr12: { sha256: '0'.repeat(64), sha384: '0'.repeat(96) }, doubts: [] });
});

// sha256(zeros || sha256("rw a=1 b\0" in UTF-16)), and so on; computed by sha256sum.
test('PCR 12 measures command lines as one, and microcode from the last addon to the first', () => {
  expect(value(addon('rw a=1'), addon(' b '))).toBe('7f8837c9551d123f7bc04369bd2975b2b343cad3eab1022d090a820889a7938a');
  expect(value(addon('rw a=1', 'x'), addon('b', 'y'))).toBe(
    '01553bddd3f3f95ea46be56800f04992f8c299bcd8e05f23cd111c724d2b0531',
  );
});

describe('what PCR 12 measures of addons', () => {
  test.each<[string, readonly string[], string]>([
    ['blanks alone in front', [' ', 'a'], 'a'],
    ['blanks alone behind', ['a', '\t'], 'a'],
    ['blanks alone between', ['a', ' ', 'b'], 'a  b'],
  ])('of lines, %s', (_, lines, whole) => {
    expect(value(...lines.map(line))).toBe(extended(ofLine(whole)).toString('hex'));
  });

  test('of several sections of a name the first, also where it is empty', () => {
    expect(value(file(['.cmdline', 'a'], ['.cmdline', 'b']))).toBe(extended(ofLine('a')).toString('hex'));
    expect(value(file(['.cmdline', ''], ['.cmdline', 'b'], ['.initrd', 'i']))).toBe(
      extended(Buffer.from('i')).toString('hex'),
    );
  });

  test('of a devicetree the one for any machine, with a doubt where one is chosen by the machine', () => {
    const chosen = file(['.dtbauto', 'one'], ['.dtb', 'any'], ['.hwids', 'ids']);
    expect(measureAddons([chosen])).toEqual({
      pcr12: measureAddons([file(['.dtb', 'any'])]).pcr12,
      doubts: ['the section .dtbauto of an addon is measured on machines that it fits alone'],
    });
    expect(value(file(['.dtb', 'any']))).toBe(extended(Buffer.from('any')).toString('hex'));
    expect(value(file(['.dtbauto', 'one']))).toBe('0'.repeat(64));
  });

  test('nothing of sections that its stub is too old for', () => {
    const of = (version: number) =>
      measureAddons([file(['.cmdline', 'a'], ['.initrd', 'i'], ['.dtb', 'd'])], { version });
    expect(of(256)).toEqual({ ...measureAddons([file(['.cmdline', 'a'], ['.dtb', 'd'])]) });
    expect(of(254)).toEqual({
      ...measureAddons([line('a')]),
      doubts: ['systemd-stub 254 measures the arguments of each addon by themselves, not as one'],
    });
  });

  test.each<[string, string, boolean]>([
    ['6.12', '6.12', true],
    ['6.12', '6.1', true],
    ['6.12', '6.12.0', false],
    ['6.12', '6.12\n', false],
    ['6.12', '6.12\0behind', true],
  ])('of a kernel %j those for the kernel %j: %j', (release, wanted, isTaken) => {
    const outcome = outcomeOf(() =>
      measureAddons([file(['.cmdline', 'a'], ['.uname', wanted])], { release: Buffer.from(release) }),
    );
    expect(outcome).toEqual(
      isTaken
        ? { value: measureAddons([line('a')]) }
        : {
            fault: 'uki/addon',
            message: 'systemd-stub ignores the addon: its kernel release (.uname) is not that of the image',
          },
    );
  });
});

test.each<[string, ReturnType<typeof file>, StubInfo, string]>([
  ['a kernel', file(['.linux', 'k'], ['.cmdline', 'a']), {}, 'it has a kernel, so that it is a unified kernel image'],
  ['other sections', file(['.hwids', 'a'], ['.text', 'a']), {}, 'it has no section that the stub takes'],
  [
    'a section that the stub is too old for',
    file(['.initrd', 'a']),
    { version: 256 },
    'it has no section that the stub takes',
  ],
  ['an older stub', line('a'), { version: 252 }, 'that of the image is of version 252, and addons are taken since 254'],
  ['another architecture', line('a'), { machine: 0xaa64 }, 'it is for another architecture than the image'],
])('an addon with %s is a fault', (_, given, stub, why) => {
  expect(outcomeOf(() => measureAddons([given], stub))).toEqual({
    fault: 'uki/addon',
    message: `systemd-stub ignores the addon: ${why}`,
  });
});

test('an addon whose arguments are not UTF-8 is a fault', () => {
  const broken = reader(peFile([{ name: '.cmdline', content: Buffer.from([0x61, 0xff]) }]));
  expect(outcomeOf(() => measureAddons([broken]))).toEqual({
    fault: 'uki/addon',
    message: 'the addon cannot be measured: its command line is not UTF-8',
  });
});
