import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { peSections, sectionBytes } from '../pe/pe-sections.ts';
import { type AddonContent, writeAddon } from './write-addon.ts';

const text = (value: string) => new Uint8Array(Buffer.from(value));
const content = { architecture: 'x86_64', kernelArguments: 'rw quiet' } as const;

function sectionsOf(file: Uint8Array) {
  const read = (offset: number, length: number) => file.subarray(offset, offset + length);
  return peSections(read).map((section) => [section.name, Buffer.from(sectionBytes(read, section)).toString('latin1')]);
}

const sbat =
  'sbat,1,SBAT Version,sbat,1,https://github.com/rhboot/shim/blob/main/SBAT.md\nbootwright-addon,1,Bootwright,addon,1,https://github.com/bootwright/bootwright\n';

test('an addon has the sections that its content needs, in one order', () => {
  const file = writeAddon({
    ...content,
    initrd: text('cpio'),
    microcode: text('code'),
    devicetrees: [text('one'), text('two')],
    kernelRelease: '6.12.1',
  });
  expect(sectionsOf(file).slice(1)).toEqual([
    ['.sbat', sbat],
    ['.uname', '6.12.1'],
    ['.cmdline', 'rw quiet'],
    ['.initrd', 'cpio'],
    ['.ucode', 'code'],
    ['.dtbauto', 'one'],
    ['.dtbauto', 'two'],
  ]);
});

// SHA-256 of files that sbverify, ukify and objdump read.
test.each([
  ['x86_64', '48b80300000000000080c3', '11927e43281288a596ac94913c3f1b07273a2a31b3a3c4d7fc5377fd58c05740'],
  ['aarch64', '600080d20000f0f2c0035fd6', '422b9e19d07f10899549cdefcbb4f07c6094af53c9c57ff52cbd487311966a49'],
  ['riscv64', '130510001315f5031305350067800000', '560f0c3d7782bb4f86249c5d40e0f1364f03916b973f149acdead7dbcd307f57'],
] as const)('an addon for %s is the same bytes each time', (architecture, code, sum) => {
  const file = writeAddon({ ...content, architecture });
  expect(Buffer.from(sectionsOf(file)[0]?.[1] ?? '', 'latin1').toString('hex')).toBe(code);
  expect(createHash('sha256').update(file).digest('hex')).toBe(sum);
});

describe('content that would not arrive as it is given', () => {
  test.each<[string, AddonContent, string]>([
    [
      'nothing',
      { architecture: 'x86_64' },
      'an addon without kernel arguments, credentials, initramfs, microcode or devicetrees adds nothing',
    ],
    [
      'blanks for kernel arguments',
      { ...content, kernelArguments: ' ' },
      'the section .cmdline would be empty, and the stub would ignore it',
    ],
    [
      'an empty initramfs',
      { ...content, initrd: new Uint8Array() },
      'the section .initrd would be empty, and the stub would ignore it',
    ],
    [
      'a line break',
      { ...content, kernelArguments: 'a\nb' },
      'the kernel arguments contain a character that the stub changes: "\\n"',
    ],
    [
      'a character outside of UCS-2',
      { ...content, kernelArguments: 'a=🦆' },
      'the kernel arguments contain a character that the stub changes: "🦆"',
    ],
    [
      'more than a kernel reads',
      { ...content, kernelArguments: 'a'.repeat(2048) },
      'the kernel arguments have 2048 bytes, more than the 2047 that a kernel reads',
    ],
    [
      'an initramfs next to credentials',
      { ...content, initrd: text('a'), credentials: [{ name: 'a', bytes: text('b') }] },
      'an addon has either credentials or an initramfs of its own',
    ],
  ])('%s', (_, given, message) => {
    expect(outcomeOf(() => writeAddon(given))).toEqual({ fault: 'uki/addon', message });
  });

  test('an architecture without UEFI', () => {
    expect(outcomeOf(() => writeAddon({ ...content, architecture: 's390x' }))).toEqual({
      fault: 'uki/architecture',
      message: 's390x has no UEFI, so that nothing loads the file',
    });
  });

  test.each<[string, readonly string[], string]>([
    ['the same name twice', ['a', 'a'], 'the credential "a" is given twice'],
    ['a name with a slash', ['a/b'], '"a/b" is not the name of a credential'],
    ['a name that is a folder', ['..'], '".." is not the name of a credential'],
    ['a name that is empty', [''], '"" is not the name of a credential'],
    ['a name that is too long', ['a'.repeat(256)], `"${'a'.repeat(256)}" is not the name of a credential`],
  ])('credentials with %s', (_, names, message) => {
    const credentials = names.map((name) => ({ name, bytes: text('') }));
    expect(outcomeOf(() => writeAddon({ architecture: 'x86_64', credentials }))).toEqual({
      fault: 'uki/credential',
      message,
    });
  });

  test('credentials of more than systemd reads', () => {
    const credentials = [{ name: 'a', bytes: new Uint8Array(1024 * 1024 + 1) }];
    expect(outcomeOf(() => writeAddon({ ...content, credentials }))).toEqual({
      fault: 'uki/credential',
      message: 'the credentials have 1048577 bytes, more than the 1048576 that systemd reads',
    });
  });
});
