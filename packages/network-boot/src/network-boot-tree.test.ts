import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { needs, program } from '../../../tools/probes.mjs';
import { writeTar } from '../../archive/testing/tar.ts';
import { parseBootArguments } from './boot-arguments.ts';
import { isNetworkBootTree, openNetworkBootTree } from './network-boot-tree.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-network-boot-'));
afterAll(() => rmSync(home, { recursive: true }));
const runner = hostRunner(process.env);

let place = '';
let made = 0;
beforeEach(() => {
  place = join(home, `${made++}`);
  mkdirSync(join(place, 'lease'), { recursive: true });
});

const menu = `set timeout=60
menuentry 'http-rootfs' {
    linux /vmlinuz root=live:http://HTTP-SERVER/rootfs.img rd.live.image console=ttyS0 ostree=/ostree/boot.1/os/0
    initrd /initrd.img
}
menuentry 'combined-rootfs' {
    linux /vmlinuz root=live:/rootfs.img rd.live.image
    initrd /combined.img
}
`;
const content = { vmlinuz: 'kernel', 'initrd.img': 'initramfs', 'rootfs.img': 'root', 'grub.cfg': menu };

function writeTree(files: Readonly<Record<string, string>> = content): string {
  const folder = join(place, 'tree');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const open = (path: string) => openNetworkBootTree(path, '10.0.2.100', { runner, folder: join(place, 'lease') });
const without = (name: string) => Object.fromEntries(Object.entries(content).filter(([key]) => key !== name));
const archive = (files: Readonly<Record<string, string>>) =>
  writeTar(Object.entries(files).map(([name, text]) => ({ name, content: text })));

const xz = needs(program('xz'));

describe('a tree', () => {
  test.each(['folder', 'tar'])('is opened from a %s', async (kind) => {
    const path = kind === 'folder' ? writeTree() : join(place, 'pxe.tar');
    if (kind === 'tar') writeFileSync(path, archive({ README: 'x', ...content }));
    const tree = await open(path);
    expect(tree).toMatchObject({
      source: path,
      arguments: [
        ...['root=live:http://10.0.2.100/rootfs.img', 'rd.live.image', 'console=ttyS0'],
        'ostree=/ostree/boot.1/os/0',
      ],
      rootfs: 'rootfs.img',
    });
    expect(tree.files.map(({ name, size, descriptor }) => [name, size, readFileSync(descriptor, 'utf8')])).toEqual([
      ['vmlinuz', 6, 'kernel'],
      ['initrd.img', 9, 'initramfs'],
      ['rootfs.img', 4, 'root'],
    ]);
    tree.close();
  });

  test.skipIf(xz.missing)(`is opened from an archive compressed by xz${xz.note}`, async () => {
    const path = join(place, 'pxe.tar.xz');
    await runner.run(['sh', '-c', 'xz --stdout > "$0"', path], { stdin: archive(content) });
    const tree = await open(path);
    expect(tree.kernel.size).toBe(6);
    tree.close();
  });

  test.skipIf(xz.missing)(`is not opened from a damaged archive${xz.note}`, async () => {
    const path = join(place, 'pxe.tar.xz');
    writeFileSync(path, 'no archive');
    await expect(open(path)).rejects.toMatchObject({ code: 'process/exit' });
  });
});

test.each([
  ['a kernel is missing', without('vmlinuz'), 'network-boot/file'],
  ['a menu is missing', without('grub.cfg'), 'network-boot/file'],
  ['the root that the menu names is missing', without('rootfs.img'), 'network-boot/file'],
  [
    'the menu has no root over HTTP',
    { ...content, 'grub.cfg': 'linux /vmlinuz root=/dev/sda1\n' },
    'network-boot/menu',
  ],
  ...['..', '.', 'a/b', '../rootfs.img'].map((name): [string, Record<string, string>, string] => [
    `the menu names the root ${name}`,
    { ...content, 'grub.cfg': `linux /vmlinuz root=live:http://HTTP-SERVER/${name}\n` },
    'network-boot/menu',
  ]),
])('rejects a tree where %s', async (_, files, code) => {
  await expect(open(writeTree(files))).rejects.toMatchObject({ code });
});

test('a link in a folder is not followed', async () => {
  const folder = writeTree(without('rootfs.img'));
  symlinkSync('/etc/passwd', join(folder, 'rootfs.img'));
  await expect(open(folder)).rejects.toMatchObject({ code: 'network-boot/file' });
});

test.each([
  ['a link in the place of a file', [{ name: 'vmlinuz', type: '2', target: '/etc/passwd' }], 'is not a plain file'],
  [
    'a file twice',
    [
      { name: 'vmlinuz', content: 'a' },
      { name: './vmlinuz', content: 'b' },
    ],
    'contains vmlinuz twice',
  ],
  [
    'a menu larger than it may be',
    [{ name: 'grub.cfg', content: 'x'.repeat(1024 * 1024 + 1) }],
    'is larger than 1 MiB',
  ],
])('rejects an archive with %s', async (_, entries, why) => {
  const path = join(place, 'pxe.tar');
  writeFileSync(path, writeTar(entries));
  await expect(open(path)).rejects.toMatchObject({
    code: 'network-boot/archive',
    message: expect.stringContaining(why),
  });
});

test('passes over a file that an archive places outside', async () => {
  const path = join(place, 'pxe.tar');
  writeFileSync(path, archive({ '../escaped': 'x', '/vmlinuz': 'absolute', ...content }));
  const tree = await open(path);
  expect(tree.kernel.size).toBe(6);
  tree.close();
  expect(() => readFileSync(join(place, 'lease/escaped'))).toThrow('ENOENT');
});

test('a path is a tree by what it is, not by what it says', () => {
  const folder = writeTree();
  writeFileSync(join(place, 'disk.raw.xz'), '');
  const paths = [folder, place, join(place, 'disk.raw.xz'), join(place, 'absent.tar.xz')];
  expect(paths.map((path) => isNetworkBootTree(path))).toEqual([true, false, false, false]);
});

test.each(["a='b c'", '$x', '"a"', 'a\\b'])('a kernel argument that GRUB would expand is a fault: %s', (word) => {
  const text = `linux /vmlinuz root=live:http://HTTP-SERVER/rootfs.img ${word}\n`;
  expect(() => parseBootArguments(text, 'x')).toThrow(expect.objectContaining({ code: 'network-boot/menu' }));
});
