import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { peFile, relocationTable, type WrittenHeader, type WrittenSection } from '../../testing/portable-executable.ts';
import { loadFlaws } from './load-flaws.ts';
import { peLayout, peSections } from './pe-sections.ts';

const at = (address: number, name = '.cmdline', content: string | Uint8Array = 'abcd'): WrittenSection => ({
  name,
  content,
  address,
});

function flawsOf(written: readonly WrittenSection[], header?: WrittenHeader) {
  const file = peFile(written, undefined, header);
  const read = (offset: number, length: number) => file.subarray(offset, offset + length);
  const sections = peSections(read);
  return loadFlaws({ read, size: file.length, sections, layout: peLayout(read, sections) });
}

describe('sections in memory', () => {
  test.each<[string, readonly WrittenSection[], WrittenHeader | undefined, readonly string[]]>([
    ['next to each other', [at(0x1000), at(0x1004, '.linux')], undefined, []],
    ['another over the command line', [at(0x1000), at(0x1003, '.x')], undefined, ['sections']],
    ['the command line over another', [at(0xfff, '.x'), at(0x1000)], undefined, ['sections']],
    ['another over the kernel', [at(0x1000), at(0x2000, '.linux'), at(0x2001, '.x')], undefined, ['sections']],
    ['the same twice', [at(0x2000, '.initrd'), at(0x2000, '.initrd')], undefined, ['sections']],
    [
      'one that is zeros in memory over another',
      [{ ...at(0x1000, '.bss', ''), virtualSize: 0x2000 }, at(0x2000)],
      undefined,
      ['sections'],
    ],
    [
      'more in the file than in memory, of which shim loads all over what is there already',
      [at(0x1002), { ...at(0x1000, '.x'), virtualSize: 1 }],
      undefined,
      ['sections'],
    ],
    [
      'padding in the file that the next is loaded over, as systemd has it',
      [{ ...at(0x1000), virtualSize: 2 }, at(0x1002, '.x')],
      undefined,
      [],
    ],
    ['over the headers that firmware loads', [at(0x1000)], { headerSize: 0x1001 }, ['headers', 'file']],
    ['over the table of sections, where no header says how long it is', [at(0x90)], undefined, ['headers']],
    ['at the base', [at(0), at(0x1000, '.linux')], undefined, ['headers']],
    ['at the base, all of them', [at(0)], {}, ['headers']],
    ['at the base, over each other', [at(0), at(0, '.linux')], undefined, ['sections', 'headers']],
    ['of no bytes over others', [at(0x1000), at(0x1002, '.x', '')], undefined, []],
  ])('%s', (_, sections, header, flaws) => {
    expect(flawsOf(sections, header)).toEqual(flaws);
  });
});

describe('sections in the file', () => {
  test.each<[string, readonly WrittenSection[], readonly string[]]>([
    ['one within another', [at(0x1000), { ...at(0x2000, '.x'), offset: 0x1d9 }], ['file']],
    ['the headers', [{ ...at(0x1000), offset: 0x80 }], ['file']],
    ['of which one has no bytes', [at(0x1000), { ...at(0x2000, '.x', ''), offset: 0x80 }], []],
  ])('%s', (_, sections, flaws) => {
    expect(flawsOf(sections)).toEqual(flaws);
  });
});

describe('relocations', () => {
  const text = at(0x1000, '.text', 'x'.repeat(64));
  const line = at(0x3000);
  const table = (pages: Readonly<Record<number, readonly number[]>>, name = '.reloc') =>
    at(0x9000, name, relocationTable(pages));
  const whole = (section: WrittenSection) => ({
    headerSize: 0x200,
    relocations: { address: 0x9000, size: Buffer.from(section.content).length },
  });
  test.each<[string, WrittenSection, readonly string[]]>([
    ['code', table({ 4096: [0, 8] }), []],
    ['the command line', table({ 12288: [0] }), ['relocations']],
    ['the last byte of the command line', table({ 12288: [3] }), ['relocations']],
    ['what begins before the command line', table({ 8192: [0xff9] }), ['relocations']],
    ['what ends before the command line', table({ 8192: [0xff8] }), []],
    ['the command line, behind code', table({ 4096: [0], 12287: [1] }), ['relocations']],
    ['the headers', table({ 0: [0x90] }), ['relocations']],
    ['the table itself', table({ 4096: [0], 36864: [8] }), ['relocations']],
    ['the command line, in a section of another name', table({ 12288: [0] }, '.x'), ['relocations']],
    ['nothing, in a block of no length', at(0x9000, '.reloc', Buffer.alloc(16)), []],
    ['an unknown length', at(0x9000, '.reloc', Buffer.from('0010000001000000', 'hex')), ['relocations']],
    [
      'a block that goes on behind the table',
      at(0x9000, '.reloc', Buffer.from('00100000ff000000', 'hex')),
      ['relocations'],
    ],
    ['a table longer than any real one', at(0x9000, '.reloc', Buffer.alloc(256 * 1024 + 1)), ['relocations']],
  ])('of %s', (_, section, flaws) => {
    expect(flawsOf([text, line, section], whole(section))).toEqual(flaws);
  });

  test.each(['.linux', '.initrd', '.osrel', '.uname', '.profile', '.dtb', '.dtbauto', '.ucode', '.hwids', '.efifw'])(
    'of %s',
    (name) => {
      const section = table({ 12288: [0] });
      expect(flawsOf([text, at(0x3000, name), section], whole(section))).toEqual(['relocations']);
    },
  );

  test('of a table that is in no section', () => {
    const relocations = { address: 0x9000, size: 12 };
    expect(flawsOf([text, line], { headerSize: 0x1d8, relocations })).toEqual(['relocations']);
  });

  test('of a table by its name alone', () => {
    expect(flawsOf([text, line, table({ 12288: [0] })])).toEqual(['relocations']);
  });

  test('that the file ends in', () => {
    const section = { ...table({ 4096: [0] }), rawSize: 1000 };
    expect(outcomeOf(() => flawsOf([text, line, section]))).toEqual({
      fault: 'inspect/pe',
      message: 'the file ends within its relocations',
    });
  });
});

describe('a header with which firmware starts nothing', () => {
  test.each<[string, WrittenHeader]>([
    ['an optional header that ends before its directories', { optionalSize: 112 }],
    ['more directories than there are kinds', { directories: 17 }],
    ['fewer directories than its length', { directories: 15 }],
    ['a subsystem that is not an application', { subsystem: 3 }],
    ['an unknown processor', { machine: 0 }],
    ['a size in memory that ends before its section', { imageSize: 0x1003 }],
    ['headers that end before the table of sections', { headerSize: 0x1af }],
  ])('%s', (_, header) => {
    expect(flawsOf([at(0x1000)], header)).toEqual(['not-loadable']);
  });

  test.each([0, 16, 95])(
    'no more than %i bytes of an optional header: nothing is loaded over anything',
    (optionalSize) => {
      const sections = [at(0), at(0)];
      expect(flawsOf(sections, { optionalSize })).toEqual([]);
      expect(flawsOf(sections, { optionalSize: 96 })).toContain('not-loadable');
    },
  );

  test('no mark of DOS', () => {
    const file = Buffer.from(peFile([at(0x1000)])).fill(0, 0, 2);
    const read = (offset: number, length: number) => file.subarray(offset, offset + length);
    const sections = peSections(read);
    const layout = peLayout(read, sections);
    expect(loadFlaws({ read, size: file.length, sections, layout })).toEqual(['not-loadable']);
  });
});

describe('what firmware and bootc need of sections', () => {
  test.each<[string, WrittenSection, readonly string[]]>([
    ['bytes up to the end of the file', at(0x1000), []],
    ['more in memory than the file has', { ...at(0x1000), virtualSize: 5 }, []],
    ['padding behind the end of the file, which nobody loads', { ...at(0x1000), rawSize: 5 }, []],
    ['one byte behind the end of the file', { ...at(0x1000), rawSize: 5, virtualSize: 5 }, ['end']],
    [
      'bytes behind the end of the file, of a section without a size in memory',
      { ...at(0x1000), rawSize: 5, virtualSize: 0 },
      ['end'],
    ],
    ['no bytes, behind the end of the file', { ...at(0x1000), rawSize: 0, offset: 0x7fffffff }, []],
    ['a name of eight bytes', at(0x1000, '.pcrpkey'), []],
    ['a name with bytes behind its end', at(0x1000, '.osrel\0x'), ['names']],
    ['a name that is empty, with bytes behind its end', at(0x1000, '\0\0x'), ['names']],
  ])('%s', (_, section, flaws) => {
    expect(flawsOf([section])).toEqual(flaws);
  });
});
