import { defaultSectorSize, MiB } from '@bootwright/core';
import { filesystemMount, loopbackDevice, type Stage, stage, treeInput } from '@bootwright/osbuild';
import { efiBootTree } from './efi-boot-tree.ts';
import { grubMenu } from './grub-menu.ts';
import type { IsoContext } from './iso-context.ts';

/** GRUB for BIOS firmware: its menu, and the image that El Torito starts. */
export function biosBoot({ iso }: IsoContext): readonly Stage[] {
  if (!iso.biosBoot) return [];
  return [
    stage('org.osbuild.grub2.iso.legacy', grubMenu(iso)),
    stage('org.osbuild.grub2.inst', {
      filename: biosImage,
      platform: 'i386-pc',
      core: { type: 'mkimage', partlabel: 'gpt', filesystem: 'iso9660' },
      prefix: { path: '/boot/grub2' },
    }),
  ];
}

/** The image that El Torito starts on BIOS firmware. */
export const biosImage = 'images/eltorito.img';

/** The FAT image that UEFI firmware starts from. */
export const efiImage = 'images/efiboot.img';

const efiImageSize = MiB(20);

/** The FAT image with the tree for UEFI firmware, and the same files on the medium itself. */
export function efiBoot({ iso }: IsoContext): readonly Stage[] {
  const image = { filename: efiImage, size: efiImageSize / defaultSectorSize };
  const inputs = { 'root-tree': treeInput(efiBootTree) };
  const copied = (from: string, to: string) => ({ paths: [{ from: `input://root-tree/${from}`, to }] });
  return [
    stage('org.osbuild.truncate', { filename: efiImage, size: `${efiImageSize}` }),
    stage(
      'org.osbuild.mkfs.fat',
      { volid: iso.efiVolumeId },
      { devices: { device: loopbackDevice({ ...image, lock: true }) } },
    ),
    stage('org.osbuild.copy', copied('', 'mount://-/'), {
      inputs,
      devices: { '-': loopbackDevice(image) },
      mounts: [filesystemMount('fat', { name: '-', source: '-', target: '/' })],
    }),
    stage('org.osbuild.copy', copied('EFI', 'tree:///'), { inputs }),
  ];
}
