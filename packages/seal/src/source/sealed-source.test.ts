import { readTextIn } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { directory, smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { verified, withDirectories } from '../../testing/sealed-image.ts';

const file = 'usr/lib/os-release';
const long = `ID=acme\n# ${'x'.repeat(100)}\n`;
const link = (name: string, target: string): WrittenEntry => ({ name, type: '2', target });

/** The text of os-release in the picture that inspection reads of a verified image, or why there is none. */
async function release(...layers: readonly (readonly WrittenEntry[])[]): Promise<string | undefined> {
  const { tree } = await verified({ layers: [[...smallestRoot, ...directory('usr/lib')], ...layers] });
  try {
    return readTextIn(tree, file)?.text;
  } catch (error) {
    return error instanceof Error ? error.message : 'something else was thrown';
  }
}

describe('inspection reads the files that the digest covers', () => {
  test.each<[string, readonly (readonly WrittenEntry[])[], string | undefined]>([
    ['a short file', [[{ name: file, content: 'ID=acme\n' }]], 'ID=acme\n'],
    ['a long file', [[{ name: file, content: long }]], long],
    ['that of the upper layer', [[{ name: file, content: long }], [{ name: file, content: 'ID=b\n' }]], 'ID=b\n'],
    [
      'a hard link to a file of a layer below',
      [[{ name: 'usr/x', content: long }], [{ name: file, type: '1', target: 'usr/x' }]],
      long,
    ],
    ['through a link', [[{ name: 'usr/x', content: long }, link(file, '../x')]], long],
    [
      'nothing that its own layer hides, which container runtimes still show',
      [[{ name: file, content: long }, { name: 'usr/lib/.wh.os-release' }]],
      undefined,
    ],
    [
      'nothing that its own layer hides with all of the directory',
      [[{ name: file, content: long }, { name: 'usr/lib/.wh..wh..opq' }]],
      undefined,
    ],
    ...['run', 'boot', 'sysroot'].map((name): [string, readonly (readonly WrittenEntry[])[], string] => [
      `nothing in /${name}, to which a link leads`,
      [
        [
          ...(name === 'run' ? directory('run') : []),
          { name: `${name}/x`, content: long },
          link(file, `../../${name}/x`),
        ],
      ],
      `/${file} is a link into /boot, /run or /sysroot, which composefs empties: its digest does not cover what is there`,
    ]),
    [
      'nothing among the images in /boot',
      [[...withDirectories({ 'boot/EFI/Linux/a.efi': long }), link(file, '/boot/EFI/Linux/a.efi')]],
      `/${file} is a link into /boot, /run or /sysroot, which composefs empties: its digest does not cover what is there`,
    ],
  ])('%s', async (_, layers, text) => {
    expect(await release(...layers)).toBe(text);
  });

  test('a directory that is a link into /run', async () => {
    const { tree } = await verified({
      layers: [
        [...smallestRoot, ...directory('run'), ...directory('run/lib')],
        [{ name: 'run/lib/os-release', content: long }, link('usr/lib', '/run/lib')],
      ],
    });
    expect(tree.entries.get('usr/lib')).toMatchObject({ kind: 'withheld', fault: { code: 'inspect/not-covered' } });
  });

  test('drop-ins of /run, and other files of /boot, are left aside', async () => {
    const { tree } = await verified({
      layers: [
        [...smallestRoot, ...directory('run')],
        withDirectories({
          'run/bootc/install/a.toml': 'x',
          'boot/grub2/other': 'x',
          'boot/EFI/other': 'x',
          'boot/EFI/Linux/a.efi': 'x',
        }),
      ],
    });
    expect([...tree.entries.keys()].filter((path) => /^(run|boot)/.test(path)).sort()).toEqual([
      'boot',
      'boot/EFI',
      'boot/EFI/Linux',
      'boot/EFI/Linux/a.efi',
      'boot/EFI/other',
      'run',
    ]);
  });
});
