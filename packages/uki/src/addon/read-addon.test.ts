import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { peFile } from '../../testing/portable-executable.ts';
import { readAddon } from './read-addon.ts';
import { writeAddon } from './write-addon.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
vi.setConfig({ testTimeout: 600_000 });

const text = (value: string) => new Uint8Array(Buffer.from(value));
const read = (file: Uint8Array) => readAddon((offset, length) => file.subarray(offset, offset + length), file.length);
const whole = writeAddon({
  architecture: 'aarch64',
  kernelArguments: 'rw quiet',
  credentials: [
    { name: 'b', bytes: text('two') },
    { name: 'a', bytes: text('1') },
  ],
  kernelRelease: '6.12.1',
});

test('what was written is read', () => {
  const { sections, sbat, ...info } = read(whole);
  expect(sections.map(({ name }) => name)).toEqual(['.text', '.sbat', '.uname', '.cmdline', '.initrd']);
  expect(sections[2]).toEqual({
    name: '.uname',
    size: 6,
    sha256: 'c89abd013f91b72113c4182ad608dde3a81090b53066e0231c2f5617cad02d12',
  });
  expect(sbat).toMatch(/^sbat,1,.*\nbootwright-addon,1,/);
  expect(info).toEqual({
    architecture: 'aarch64',
    commandLine: 'rw quiet',
    uname: '6.12.1',
    credentials: [
      { name: 'a', size: 1 },
      { name: 'b', size: 3 },
    ],
    signature: { kind: 'none' },
    ignored: [],
    loadFlaws: [],
  });
});

describe('what the stub makes of other files', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a unified kernel image',
      { '.cmdline': 'a', '.linux': 'kernel' },
      ['it has a kernel, so that it is a unified kernel image'],
    ],
    ['a program', { '.text': 'code', '.sbat': 'sbat,1' }, ['it has no section that the stub takes']],
    ['a section without bytes', { '.cmdline': '' }, ['it has no section that the stub takes']],
    ['arguments that are not UTF-8', { '.cmdline': '\u00ff' }, ['its command line is not UTF-8']],
    ['a devicetree alone', { '.dtb': 'tree' }, []],
  ])('%s', (_, sections, ignored) => {
    const written = Object.entries(sections).map(([name, content]) => ({
      name,
      content: Buffer.from(content, 'latin1'),
    }));
    expect(read(peFile(written)).ignored).toEqual(ignored);
  });

  test('of several sections of a name the first counts, also where it is empty', () => {
    const lines = (...contents: readonly string[]) =>
      read(peFile(contents.map((content) => ({ name: '.cmdline', content })))).commandLine;
    expect([lines('a', 'b'), lines('', 'b')]).toEqual(['a', undefined]);
  });

  test('an initramfs in another format than cpio has no credentials', () => {
    expect(read(writeAddon({ architecture: 'x86_64', initrd: text('compressed') })).credentials).toEqual([]);
  });
});

describe('hostile files', () => {
  test('sections that overlap are not hashed', () => {
    const sections = Array.from({ length: 90 }, (_, index) => ({
      name: `.${index}`,
      content: 'x',
      offset: 0,
      virtualSize: 4000,
      rawSize: 4000,
    }));
    expect(outcomeOf(() => read(peFile(sections)))).toEqual({
      fault: 'inspect/pe',
      message: 'its sections overlap in the file, or extend beyond its end',
    });
  });

  test('more sections than firmware takes', () => {
    const sections = Array.from({ length: 97 }, () => ({ name: '.cmdline', content: 'x' }));
    expect(outcomeOf(() => read(peFile(sections)))).toMatchObject({ fault: 'inspect/pe' });
  });

  test('whatever bytes come, there is a value or a fault', () => {
    const changes = fc.array(fc.tuple(fc.nat(0x400), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.nat(whole.length), (list, length) => {
        const changed = whole.slice(0, length);
        for (const [index, value] of list) if (index < length) changed[index] = value;
        const outcome = outcomeOf(() => read(changed));
        expect('value' in outcome || outcome.fault === 'inspect/pe').toBe(true);
      }),
      { numRuns },
    );
  });
});
