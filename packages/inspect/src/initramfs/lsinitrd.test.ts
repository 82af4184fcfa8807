import { gzipSync } from 'node:zlib';
import { collectTree, createTree, type NewEntry, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { cpioArchive } from '../../../archive/testing/cpio.ts';
import { packedArchives } from '../../../archive/testing/packed-archives.ts';
import { laterOutcomeOf } from '../../../core/testing/async-outcome.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { findInitramfsModules, initramfsFiles, type ModuleOptions } from './lsinitrd.ts';

const version = '6.12.7';
const image = (module: string) => cpioArchive({ 'usr/lib/dracut/modules.txt': `${module}\n` });
const modules = (files: Readonly<Record<string, NewEntry>>, options: ModuleOptions = {}) =>
  laterOutcomeOf(() =>
    findInitramfsModules(
      collectTree(treeSource(createTree(files)), [...inspectedFiles, ...initramfsFiles]),
      version,
      options,
    ),
  );

describe('the first that is there', () => {
  const usual = { [`usr/lib/modules/${version}/initramfs.img`]: image('usual') };
  test.each<[string, Readonly<Record<string, NewEntry>>, string]>([
    ['the initramfs next to the modules', usual, 'usual'],
    ['initrd next to the modules', { ...usual, [`usr/lib/modules/${version}/initrd`]: image('initrd') }, 'initrd'],
    ['of this machine', { ...usual, 'etc/machine-id': 'abc\n', [`efi/abc/${version}/initrd`]: image('esp') }, 'esp'],
    ['of no machine', { ...usual, [`boot/efi/Default/${version}/initrd`]: image('default') }, 'default'],
    [
      'of an uninitialized machine',
      { 'etc/machine-id': 'uninitialized\n', [`boot/Default/${version}/initrd`]: image('default') },
      'default',
    ],
    [
      'of another machine is passed over',
      { ...usual, 'etc/machine-id': 'abc\n', [`efi/x/${version}/initrd`]: image('x') },
      'usual',
    ],
    ['in /boot', { [`boot/initramfs-${version}.img`]: image('boot') }, 'boot'],
    ['in /boot by another name', { [`boot/initrd.img-${version}`]: image('debian') }, 'debian'],
    ['a directory is passed over', { ...usual, [`usr/lib/modules/${version}/initrd`]: { dir: true } }, 'usual'],
    [
      'a link inside the root',
      { [`boot/initrd.img-${version}`]: { link: '/srv/x' }, 'srv/x': image('linked') },
      'linked',
    ],
  ])('%s', async (_, files, module) => {
    expect(await modules(files)).toEqual({ value: [module] });
  });

  test('none is a fault', async () => {
    expect(
      await modules({ [`usr/lib/modules/${version}/initramfs.img`]: { link: '../../../../../../etc/passwd' } }),
    ).toEqual({
      fault: 'initramfs/absent',
      message: `there is no initramfs for the kernel ${version}`,
    });
  });
});

describe('a compression needs its program in the container', () => {
  const programs = ['bzip2', 'lzma', 'xz', 'lz4'];
  test.each(packedArchives)('%s', async (name, bytes) => {
    const files = { [`usr/lib/modules/${version}/initramfs.img`]: bytes };
    const program = programs.find((candidate) => name.startsWith(candidate));
    const answer = { value: ['systemd', 'bootc', 'base'] };
    expect(await modules(files, { programs: 'any' })).toEqual(answer);
    expect(await modules(program === undefined ? files : { ...files, [`usr/bin/${program}`]: 'x' })).toEqual(answer);
    if (program === undefined) return;
    expect(await modules(files)).toEqual({
      fault: 'initramfs/program',
      message: `cannot read the initramfs /usr/lib/modules/${version}/initramfs.img: it takes ${program}, which the container does not have: lsinitrd fails there`,
    });
  });
});

test('plain inspection keeps nothing of an initramfs', () => {
  const files = { [`usr/lib/modules/${version}/initramfs.img`]: gzipSync(image('a')) };
  const tree = collectTree(treeSource(createTree(files)), inspectedFiles);
  expect(tree.entries.get(`usr/lib/modules/${version}/initramfs.img`)).toBeUndefined();
});
