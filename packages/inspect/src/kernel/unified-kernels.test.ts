import { collectTree, createTree, type NewEntry, treeSource } from '@bootwright/file-tree';
import { findUnifiedKernels } from '@bootwright/uki';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { signedTable } from '../../../archive/testing/packed-archives.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { encodeInspection } from '../output/encode-inspection.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
vi.setConfig({ testTimeout: 600_000 });

const digest = 'c0ffee01'.repeat(16);
const sealed = { '.osrel': 'ID=acme\n', '.cmdline': `quiet rw composefs=${digest}\0\0`, '.uname': '6.12.7\n' };
const kernel = 'boot/EFI/Linux/6.12.7.efi';
const release = { 'usr/lib/os-release': 'ID=acme\nNAME=Acme\nVERSION_ID=1\n' };
const collected = (files: Readonly<Record<string, NewEntry>>) =>
  collectTree(treeSource(createTree({ ...release, ...files })), inspectedFiles);
const inspect = (files: Readonly<Record<string, NewEntry>>) =>
  inspectTree(collected(files), { imgref: 'x', architecture: 'x86_64' });
const notices = (files: Readonly<Record<string, NewEntry>>) =>
  inspect(files).notices.map(({ code, at, message, hint }) => {
    expect(hint).toBeTruthy();
    return [code, at?.file, message];
  });

test('all that a signed image with addons says', () => {
  const files = {
    [kernel]: portableExecutable(sealed, signedTable),
    [`${kernel}.extra.d/debug.addon.efi`]: 'x',
    [`${kernel}.extra.d/readme`]: 'x',
    'usr/lib/modules/6.12.7/6.12.7.efi': portableExecutable({ '.linux': 'x' }),
    'usr/lib/modules/6.12.7/broken.efi': 'x',
  };
  const found = findUnifiedKernels(collected(files));
  expect(found).toEqual({
    boot: [
      {
        file: kernel,
        sections: [
          { name: '.osrel', size: 8 },
          { name: '.cmdline', size: 149 },
          { name: '.uname', size: 7 },
        ],
        commandLine: `quiet rw composefs=${digest}`,
        osRelease: 'ID=acme\n',
        uname: '6.12.7',
        seal: { parameter: 'composefs', digest, optional: false },
        addons: [`${kernel}.extra.d/debug.addon.efi`],
        signature: {
          kind: 'signed',
          signers: [{ subject: 'Harbour Secure Boot', issuer: 'Harbour CA', serial: '1234' }],
        },
      },
    ],
    modules: [
      {
        file: 'usr/lib/modules/6.12.7/6.12.7.efi',
        sections: [{ name: '.linux', size: 1 }],
        addons: [],
        signature: { kind: 'none' },
      },
    ],
    unreadable: [{ file: 'usr/lib/modules/6.12.7/broken.efi', fault: expect.objectContaining({ code: 'inspect/pe' }) }],
  });
  const { unified_kernels, container } = encodeInspection(inspect(files));
  expect(container).toMatchObject({ unified_kernel: true });
  expect(unified_kernels).toMatchObject({
    boot: [{ file: kernel, cmdline: `quiet rw composefs=${digest}`, uname: '6.12.7', composefs: { digest } }],
    unreadable: [{ file: 'usr/lib/modules/6.12.7/broken.efi', why: expect.any(String) }],
  });
});

describe('notices', () => {
  const sound = { [kernel]: portableExecutable(sealed), 'usr/lib/modules/6.12.7': { dir: true } as const };
  test.each<[string, Readonly<Record<string, NewEntry>>, readonly (readonly [string, string, string])[]]>([
    ['none, where all agree', sound, []],
    [
      'no digest',
      { [kernel]: portableExecutable({ '.cmdline': 'quiet' }) },
      [['unified-kernel/no-digest', kernel, 'no composefs= with a digest in its command line']],
    ],
    [
      'no command line',
      { [kernel]: portableExecutable({}) },
      [['unified-kernel/no-digest', kernel, 'no command line']],
    ],
    [
      'another version than the modules',
      { ...sound, [kernel]: portableExecutable({ ...sealed, '.uname': '6.1' }) },
      [['unified-kernel/version', kernel, 'has the kernel 6.1, and /usr/lib/modules has modules for 6.12.7']],
    ],
    [
      'two images',
      { ...sound, 'boot/EFI/Linux/7.efi': portableExecutable(sealed) },
      [['unified-kernel/several', 'boot/EFI/Linux/7.efi', `the first by name, /${kernel}, for its kernel`]],
    ],
    [
      'an image that bootc installs after those in /boot',
      { ...sound, 'usr/lib/modules/6.12.7': { dir: true }, 'usr/lib/modules/6.12.7/a.efi': portableExecutable(sealed) },
      [
        [
          'unified-kernel/several',
          'usr/lib/modules/6.12.7/a.efi',
          'so that the last, /usr/lib/modules/6.12.7/a.efi, is what boots',
        ],
      ],
    ],
    [
      'an image where bootc does not look',
      { 'usr/lib/modules/6.12.7/a.efi': portableExecutable(sealed), 'usr/lib/modules/6.12.7/vmlinuz': 'x' },
      [
        [
          'unified-kernel/misplaced',
          'usr/lib/modules/6.12.7/a.efi',
          'image builders treat the container as not sealed',
        ],
      ],
    ],
    [
      'arguments that the kernel never sees',
      { ...sound, 'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet", "nosmt console=ttyS0"]\n' },
      [['unified-kernel/unseen-arguments', 'usr/lib/bootc/kargs.d/a.toml', '"nosmt", "console=ttyS0" of kargs.d']],
    ],
    [
      'arguments of other architectures do not count',
      { ...sound, 'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["nosmt"]\nmatch-architectures = ["aarch64"]\n' },
      [],
    ],
    [
      'an invalid signature',
      { ...sound, [kernel]: portableExecutable(sealed, new Uint8Array(16)) },
      [['unified-kernel/signature', kernel, 'cannot be read: a signature ends outside of its table']],
    ],
    [
      'a boot loader that osbuild cannot install',
      { ...sound, 'usr/lib/bootc/install/a.toml': '[install]\nbootloader = "grub-cc"\n' },
      [['install-configuration/bootloader', '', '"grub-cc", which osbuild cannot install']],
    ],
  ])('%s', (_, files, expected) => {
    expect(notices(files)).toEqual(
      expected.map(([code, file, message]) => [code, file === '' ? undefined : file, expect.stringContaining(message)]),
    );
  });
});

describe('a root that cannot be written to is a notice', () => {
  const setup = 'usr/lib/composefs/setup-root-conf.toml';
  test.each<[string, string, Readonly<Record<string, NewEntry>>, boolean]>([
    ['nothing is said of it', 'quiet', {}, true],
    ['ro', 'ro', {}, true],
    ['rw', 'rw quiet', {}, false],
    ['rw in quotes', '"rw"', {}, false],
    ['rw, and later ro', 'rw ro', {}, true],
    ['ro, and later rw', 'ro rw', {}, false],
    ['rw of something else', 'rw=1 xrw rootflags=rw', {}, true],
    ['/var is volatile', 'systemd.volatile=state', {}, false],
    ['nothing is volatile', 'systemd.volatile=no', {}, true],
    ['bootc follows the option', 'quiet', { [setup]: '[var]\ntransient = true\n' }, false],
    ['an addon may say it', 'quiet', { [`${kernel}.extra.d/a.addon.efi`]: 'x' }, false],
  ])('%s', (_, words, files, expected) => {
    const image = portableExecutable({ ...sealed, '.cmdline': `${words} composefs=${digest}` });
    const found = notices({ [kernel]: image, ...files }).map(([code]) => code);
    expect(found).toEqual(expected ? ['unified-kernel/read-only'] : []);
  });

  test('does not exist if the root is not a composefs', () => {
    const found = notices({ [kernel]: portableExecutable({ ...sealed, '.cmdline': 'quiet' }) });
    expect(found.map(([code]) => code)).toEqual(['unified-kernel/no-digest']);
  });
});

describe('hostile images give facts or a fault', () => {
  const header = (change: (file: DataView) => void, certificates?: Uint8Array) => {
    const file = portableExecutable(sealed, certificates);
    change(new DataView(file.buffer));
    return file;
  };
  const start = 0x80;
  test.each<[string, Uint8Array]>([
    ['sections without end', header((file) => file.setUint16(start + 6, 0xffff, true))],
    ['a header behind the end', header((file) => file.setUint32(0x3c, 0xfffffff0, true))],
    ['a header that overlaps itself', header((file) => file.setUint32(0x3c, 0x38, true))],
    ['an optional header behind the end', header((file) => file.setUint16(start + 20, 0xffff, true))],
    ['certificates behind the end', header((file) => file.setUint32(start + 24 + 144, 0xfffffff0, true), signedTable)],
    ['certificates without end', header((file) => file.setUint32(start + 24 + 148, 0xffffffff, true), signedTable)],
    ['certificates over the sections', header((file) => file.setUint32(start + 24 + 144, start, true), signedTable)],
    ['very many directories', header((file) => file.setUint32(start + 24 + 108, 0xffffffff, true), signedTable)],
  ])('%s', (_, bytes) => {
    const outcomes = [
      outcomeOf(() => inspect({ [kernel]: bytes })),
      outcomeOf(() => findUnifiedKernels(collected({ [kernel]: bytes, 'usr/lib/modules/6/a.efi': bytes }))),
    ];
    expect(outcomes.every((outcome) => 'value' in outcome || 'fault' in outcome)).toBe(true);
  });

  test('a few changed bytes, and cut', () => {
    const sound = portableExecutable(sealed, signedTable);
    const change = fc.tuple(
      fc.oneof(fc.nat(sound.length - 1), fc.integer({ min: start, max: start + 400 })),
      fc.nat(255),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(sound.length), (changes, length) => {
        const changed = sound.slice();
        for (const [index, value] of changes) changed[index] = value;
        for (const bytes of [changed, changed.slice(0, length)]) {
          expect(() => outcomeOf(() => inspect({ [kernel]: bytes }))).not.toThrow();
          expect(() => findUnifiedKernels(collected({ [kernel]: bytes }))).not.toThrow();
        }
      }),
      { numRuns },
    );
  });
});
