import type { NewEntry } from '@bootwright/file-tree';
import { collectTree, createTree, treeSource } from '@bootwright/file-tree';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';
import { inspectTree } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';

// Each run inspects a whole container.
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 900) / 3);
vi.setConfig({ testTimeout: 300_000 });

/** A container of which every file that inspection reads is sound. */
const sound: Readonly<Record<string, NewEntry>> = {
  'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n',
  'etc/selinux/config': 'SELINUXTYPE=targeted\n',
  'etc/selinux/targeted/contexts/files/file_contexts': '/.* system_u:object_r:default_t:s0\n',
  'usr/lib/image-builder/bootc/disk.yaml': 'mount_configuration: units\n',
  'usr/lib/image-builder/bootc/iso.yaml': 'label: A\ngrub2:\n  entries: [{name: a, linux: b, initrd: c}]\n',
  'usr/lib/bootc-image-builder/config.json': '{"customizations": {"kernel": {"append": "quiet"}}}',
  'usr/lib/bootc/install/a.toml': '[install]\nkargs = ["a"]\n[install.filesystem.root]\ntype = "xfs"\n',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["a=b"]\nmatch-architectures = ["x86_64"]\n',
  'usr/lib/modules/6.1/vmlinuz': 'k',
  'boot/EFI/Linux/a.efi': portableExecutable({ '.cmdline': `a=b rw composefs=${'1'.repeat(128)}`, '.uname': '6.1' }),
};
const soundFiles = Object.keys(sound);

const inspect = (files: Readonly<Record<string, NewEntry>>) =>
  outcomeOf(() =>
    inspectTree(collectTree(treeSource(createTree(files)), inspectedFiles), { imgref: 'x', architecture: 'x86_64' }),
  );

test('the sound container is read', () => {
  expect(inspect(sound)).toMatchObject({
    value: {
      info: { unifiedKernel: true, defaultRootFs: 'xfs' },
      notices: [
        { code: 'install-configuration/argument', at: { path: ['install', 'kargs'] } },
        { code: 'builder/ignored-option', at: { path: ['customizations', 'kernel'] } },
      ],
    },
  });
});

describe('gives facts or a fault', () => {
  test.each(soundFiles)('any bytes as /%s', (file) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => inspect({ ...sound, [file]: bytes })).not.toThrow();
      }),
      { numRuns },
    );
  });

  test.each(soundFiles)('any text as /%s', (file) => {
    const words = [
      '[',
      ']',
      '{',
      '}',
      '=',
      '"',
      "'",
      '\\',
      '\n',
      '#',
      ':',
      '- ',
      '&a ',
      '*a',
      '<<',
      'install',
      'kargs',
      'ID',
      'NAME',
      '\u0000',
      '__proto__',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => {
        expect(() => inspect({ ...sound, [file]: parts.join('') })).not.toThrow();
      }),
      { numRuns },
    );
  });

  test.each(soundFiles)('a few changed bytes in /%s', (file) => {
    const original = sound[file];
    const bytes = typeof original === 'string' ? new TextEncoder().encode(original) : original;
    if (!(bytes instanceof Uint8Array)) throw new Error('every file of the sound container has bytes');
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.nat(bytes.length), (list, cut) => {
        const changed = bytes.slice();
        for (const [index, value] of list) changed[index] = value;
        for (const content of [changed, changed.subarray(0, cut)])
          expect(() => inspect({ ...sound, [file]: content })).not.toThrow();
      }),
      { numRuns },
    );
  });

  test('links and directories anywhere', () => {
    const paths = inspectedFiles.flatMap(({ pattern }) => {
      const path = pattern.replace('*.', 'a.').replaceAll('*', 'a');
      return path.split('/').map((_, depth, names) => names.slice(0, depth + 1).join('/'));
    });
    const somewhere = fc.constantFrom(...paths);
    const target = fc.oneof(
      somewhere.map((path) => `/${path}`),
      somewhere,
      fc.constantFrom('.', '..', '/', '../..', '../../../../../../etc', 'a/../..', '/dev/null', ''),
    );
    const entry: fc.Arbitrary<NewEntry> = fc.oneof(
      target.map((link) => ({ link })),
      fc.constant({ dir: true } as const),
      fc.constant('x = 1\n'),
    );
    fc.assert(
      fc.property(fc.dictionary(somewhere, entry, { maxKeys: 8 }), (changes) => {
        // A path below a file or link is not drawn: such a tree cannot be.
        const files = { ...sound, ...changes };
        const drawnPaths = Object.keys(files).filter((path) => !hasEntryAbove(path, files));
        const drawn = Object.fromEntries(drawnPaths.map((path) => [path, files[path] ?? '']));
        expect(() => inspect(drawn)).not.toThrow();
      }),
      { numRuns },
    );
  });
});

function hasEntryAbove(path: string, files: Readonly<Record<string, NewEntry>>): boolean {
  return path.split('/').some((_, depth, names) => {
    const above = depth === 0 ? undefined : files[names.slice(0, depth).join('/')];
    return above !== undefined && !(typeof above === 'object' && 'dir' in above);
  });
}
