import { type Stage, stage, treeInput } from '@bootwright/osbuild';
import { kernelDirectory } from './grub-menu.ts';
import type { IsoContext } from './iso-context.ts';

/** What a root file system on a medium leaves out: boot files, which the medium has itself, and records of packages. */
const excluded = [
  'boot/efi/.*',
  'boot/grub2/.*',
  'boot/config-.*',
  'boot/initramfs-.*',
  'boot/loader/.*',
  'boot/symvers-.*',
  'boot/System.map-.*',
  'usr/lib/sysimage/rpm/.*',
  'var/lib/rpm/.*',
  'var/lib/yum/.*',
  'var/lib/dnf/.*',
];

/** The directories that the medium begins with. */
export function directories({ rootFile }: IsoContext): readonly Stage[] {
  const [own = ''] = rootFile.split('/');
  const paths = ['/images', kernelDirectory, ...(own === 'images' ? [] : [`/${own}`])].map((path) => ({ path }));
  return [stage('org.osbuild.mkdir', { paths })];
}

/** Kernel and initramfs that the medium boots. */
export function kernel({ kernelFiles, rootTree }: IsoContext): readonly Stage[] {
  const paths = [
    { from: `input://tree/${kernelFiles.kernel}`, to: `tree://${kernelDirectory}/vmlinuz` },
    { from: `input://tree/${kernelFiles.initramfs}`, to: `tree://${kernelDirectory}/initrd.img` },
  ];
  return [stage('org.osbuild.copy', { paths }, { inputs: { tree: treeInput(rootTree) } })];
}

/** The root file system of the medium. */
export function rootFilesystem({ rootFile, rootTree }: IsoContext): readonly Stage[] {
  const options = { filename: rootFile, exclude_paths: excluded, compression: { method: 'zstd' } } as const;
  return [stage('org.osbuild.squashfs', options, { inputs: { tree: treeInput(rootTree) } })];
}
