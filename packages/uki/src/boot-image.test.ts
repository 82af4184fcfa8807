import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { peFile, type WrittenSection } from '../testing/portable-executable.ts';
import { type BootImage, bootImage } from './boot-image.ts';

const line = (content: string | Uint8Array, more: Partial<WrittenSection> = {}): WrittenSection => ({
  name: '.cmdline',
  content,
  ...more,
});
const profile = { name: '.profile', content: 'ID=x\n' };
const kernel = { name: '.linux', content: 'kernel' };
const initrd = { name: '.initrd', content: 'initramfs' };

function imageOf(sections: readonly WrittenSection[]): BootImage {
  const file = peFile(sections);
  return bootImage((offset, length) => file.subarray(offset, offset + length), file.length);
}

describe('a command line, as bootc reads it and as the kernel gets it', () => {
  const text = (value: string) => ({ kind: 'text', text: value });
  test.each<[string, readonly WrittenSection[], object, object]>([
    ['plain', [line('a b')], text('a b'), text('a b')],
    ['with blanks around', [line(' a  b\n')], text(' a  b\n'), text('a  b')],
    ['padded with NULs', [line('a b\0\0')], text('a b\0\0'), text('a b')],
    ['with text behind a NUL', [line('a\0b')], text('a\0b'), text('a')],
    ['with control characters', [line('a\u000bb\u007fc')], text('a\u000bb\u007fc'), text('a b c')],
    ['with what does not fit UCS-2', [line('a\u{1f600}b')], text('a\u{1f600}b'), text('ab')],
    ['with more in memory than in the file', [line('a b', { rawSize: 1 })], text('a b'), text('a')],
    ['with more in the file than in memory', [line('a b', { virtualSize: 1 })], text('a'), text('a')],
    ['of nothing', [line('')], text(''), text('')],
    [
      'that is not UTF-8',
      [line(Uint8Array.from([0x61, 0xff]))],
      { kind: 'unreadable', why: 'its command line is not UTF-8' },
      { kind: 'unreadable', why: 'its command line is not UTF-8' },
    ],
  ])('%s', (_, sections, installed, passed) => {
    expect(imageOf(sections).commandLines).toEqual([{ installed, passed }]);
  });

  test('beyond the end of the file', () => {
    const [section] = imageOf([line('a', { virtualSize: 1000 })]).commandLines;
    expect(section).toMatchObject({ installed: { kind: 'unreadable' }, passed: { kind: 'text', text: 'a' } });
  });

  test('of more bytes than any kernel takes', () => {
    const message = 'its command lines have 65537 bytes, more than the 65536 that are read';
    const outcome = { fault: 'inspect/pe', message };
    expect(outcomeOf(() => imageOf([line('a'), line('a', { virtualSize: 65_536 })]))).toEqual(outcome);
    expect(imageOf([line('a'), line('b'.repeat(65_535))]).commandLines).toHaveLength(2);
  });

  test('of very many', () => {
    expect(outcomeOf(() => imageOf(Array(65).fill(line('a'))))).toEqual({
      fault: 'inspect/pe',
      message: 'it has 65 command lines, more than the 64 that are read',
    });
  });
});

test.each<[string, readonly WrittenSection[], readonly string[], readonly string[]]>([
  ['an image with all three', [kernel, initrd, line('a')], [], []],
  ['an image without a command line', [kernel, initrd], ['.cmdline'], []],
  ['an image with an empty one', [kernel, initrd, line('')], ['.cmdline'], []],
  ['an image without a kernel', [initrd, line('a')], ['.linux'], []],
  ['an image without an initramfs', [kernel, line('a')], ['.initrd'], []],
  ['an image with an empty initramfs', [kernel, { ...initrd, content: '' }, line('a')], ['.initrd'], []],
  ['an image with zeros for an initramfs', [kernel, { ...initrd, rawSize: 0 }, line('a')], ['.initrd'], []],
  ['an image with zeros for a kernel', [{ ...kernel, rawSize: 0 }, initrd, line('a')], ['.linux'], []],
  [
    'a kernel more, with bytes behind the end of its name',
    [kernel, initrd, line('a'), { ...kernel, name: '.linux\0x' }],
    [],
    ['.linux'],
  ],
  ['profiles with the command line of all', [kernel, initrd, line('a'), profile, profile], [], []],
  ['profiles with their own', [kernel, initrd, profile, line('a'), profile, line('b')], [], []],
  ['one profile of two without', [kernel, initrd, profile, line('a'), profile], ['.cmdline'], []],
  ['a profile that hides that of all', [kernel, initrd, line('a'), profile, line('')], ['.cmdline'], []],
  ['a profile with another kernel', [kernel, initrd, line('a'), profile, kernel], [], ['.linux']],
  ['a profile with another initramfs', [kernel, initrd, line('a'), profile, initrd], [], ['.initrd']],
  ['a kernel behind another', [kernel, kernel, initrd, line('a')], [], ['.linux']],
])('%s', (_, sections, lacks, repeats) => {
  expect(imageOf(sections)).toMatchObject({ lacks, repeats });
});

test('what an addon brings', () => {
  const names = ['.sbat', '.initrd', '.dtb', '.cmdline', '.ucode', '.dtbauto', '.uname', '.linux', '.efifw', '.hwids'];
  const sections = [...names, '.sdmagic', '.profile'].map((name) => ({ name, content: 'x' }));
  expect(imageOf(sections).brings).toEqual([
    '.dtb',
    '.dtbauto',
    '.initrd',
    '.ucode',
    '.linux',
    '.hwids',
    '.efifw',
    '.profile',
  ]);
});
