import { expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { kernelImage, verified, withDirectories } from '../../testing/sealed-image.ts';

const file = 'boot/EFI/Linux/a.efi';
const link = (name: string, target: string): WrittenEntry => ({ name, type: '2', target });

/** The verdict on a sealed root with these links, of an image that mounts something at a path. */
async function verdictOn(where: string, ...links: readonly WrittenEntry[]) {
  const root = [...smallestRoot, ...withDirectories({ 'etc/x': '', 'var/x': '' }), ...links];
  const { digest = '' } = await verified({ layers: [root] });
  const kernel = kernelImage(`composefs=${digest} systemd.mount-extra=LABEL=x:${where}:ext4`);
  const { verdict } = await verified({ layers: [root, withDirectories({ [file]: kernel })] });
  return 'obstacles' in verdict
    ? verdict.obstacles.map((obstacle) => (obstacle.kind === 'override' ? obstacle.effect : obstacle.kind))
    : verdict.kind;
}

test.each<[string, string, readonly WrittenEntry[], string]>([
  ['at a link to /etc', '/srv', [link('srv', 'etc')], 'mounts a file system at /etc, where /srv leads'],
  [
    'below one',
    '/srv/systemd',
    [link('srv', '/etc')],
    'mounts a file system at /etc/systemd, where /srv/systemd leads',
  ],
  [
    'through two links and a step up',
    '/mnt/x',
    [link('mnt', 'var/a'), link('var/a', '../usr')],
    'mounts a file system at /usr/x, where /mnt/x leads',
  ],
  [
    'at a link to where extensions are',
    '/mnt',
    [link('mnt', '/run/extensions')],
    'mounts a file system at /run/extensions, where /mnt leads',
  ],
  ['at a link to the root', '/home', [link('home', '..')], 'mounts a file system at /, where /home leads'],
  [
    'at a link to itself',
    '/home',
    [link('home', 'home')],
    'mounts a file system at /home, which leads to no directory',
  ],
  [
    'below a file',
    '/home/a',
    [{ name: 'home', content: 'x' }],
    'mounts a file system at /home/a, which leads to no directory',
  ],
])('a seal is not verified where the image mounts something %s', async (_, where, links, effect) => {
  expect(await verdictOn(where, ...links)).toEqual([effect]);
});

test.each<[string, string, readonly WrittenEntry[]]>([
  ['at a directory', '/var/home', []],
  ['where nothing is yet', '/mnt/data', []],
  ['at the links of ostree', '/home/a', [link('home', 'var/home')]],
  ['at those to other directories of mounts', '/media/a', [link('media', 'run/media')]],
  ['on an ESP behind a link', '/efi', [link('efi', 'boot/efi')]],
])('a seal holds where the image mounts something %s', async (_, where, links) => {
  expect(await verdictOn(where, ...links)).toBe('holds');
});
