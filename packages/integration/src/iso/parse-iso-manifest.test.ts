import { join } from 'node:path';
import { captured } from '@bootwright/cli';
import { beforeAll, expect, test } from 'vitest';
import { parseIsoManifest } from './parse-iso-manifest.ts';
import { renderMenu } from './render-menu.ts';

const root = join(import.meta.dirname, '../../../../test-data/containers/traditional');
let manifest = '';
beforeAll(async () => {
  const image = ['--root', root, '--ref', 'registry.example.com/harbour/web:1', '--arch', 'x86_64'];
  ({ stdout: manifest } = await captured([
    ...['manifest', ...image, '--type', 'bootc-generic-iso', '--seed', '1', '--mock-sources'],
  ]));
});

test('the layout, boot images and menu of an ISO come from its manifest', () => {
  const { root: squashed, menu, ...recipe } = parseIsoManifest(manifest, 'iso.json');
  expect(squashed).toMatchObject({ file: 'LiveOS/squashfs.img', compression: 'zstd' });
  expect(squashed.exclude).toContain('boot/efi/.*');
  expect(recipe).toMatchObject({
    directories: ['images', 'images/pxeboot', 'LiveOS'],
    kernel: [
      { from: 'lib/modules/6.12.7-200/vmlinuz', to: 'images/pxeboot/vmlinuz' },
      { from: 'lib/modules/6.12.7-200/initramfs.img', to: 'images/pxeboot/initrd.img' },
    ],
    bios: { image: 'images/eltorito.img', prefix: '/boot/grub2' },
    efi: { image: 'images/efiboot.img', size: 20 * 1024 * 1024 },
    image: { systemId: 'LINUX', level: 3, catalog: 'boot.cat', hybridMbr: '/usr/lib/grub/i386-pc/boot_hybrid.img' },
  });
  expect(recipe.image.volumeId).toBe(menu.label);
  expect(renderMenu(menu)).toContain(`search --no-floppy --set=root --label '${menu.label}'\n`);
  expect(menu.entries.map(({ linux, initrd }) => [linux.split(' ')[0], initrd])).toEqual([
    ['/images/pxeboot/vmlinuz', '/images/pxeboot/initrd.img'],
  ]);
});

test.each([
  ['another image', '{"pipelines":[]}', 'org.osbuild.squashfs of bootiso-tree'],
  ['menus that differ', '', 'the boot menus for BIOS and UEFI differ'],
])('rejects the manifest of %s', (_, given, why) => {
  const text = given === '' ? manifest.replace('"install": true', '"install": false') : given;
  expect(() => parseIsoManifest(text, 'iso.json')).toThrow(
    expect.objectContaining({ code: 'integration/manifest', message: expect.stringContaining(why) }),
  );
});
