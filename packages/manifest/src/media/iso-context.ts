import type { InstallerPlan, IsoPlan } from '@bootwright/media-plan';
import type { InlineData } from '@bootwright/osbuild';
import type { ResolvedContainer } from '../container-source.ts';

/** What the pipelines of one ISO share. */
export interface IsoContext {
  readonly iso: IsoPlan;
  readonly architecture: string;
  /** Of the finished ISO. */
  readonly filename: string;
  /** The pipeline whose tree becomes the root file system of the medium. */
  readonly rootTree: string;
  /** Where that tree has what the medium boots. */
  readonly kernelFiles: KernelFiles;
  /** Where that root file system is on the medium. */
  readonly rootFile: string;
  readonly installer?: InstallerContext;
}

/** Paths in a tree, without a leading slash. */
export interface KernelFiles {
  readonly kernel: string;
  readonly initramfs: string;
}

/** Where a container has its kernel and initramfs. */
export function containerKernel(version: string): KernelFiles {
  return { kernel: `lib/modules/${version}/vmlinuz`, initramfs: `lib/modules/${version}/initramfs.img` };
}

/** Where the package of a kernel, and dracut, put its files. */
export function packagedKernel(version: string): KernelFiles {
  return { kernel: `boot/vmlinuz-${version}`, initramfs: `boot/initramfs-${version}.img` };
}

/** What an installer installs, and how. */
export interface InstallerContext {
  readonly plan: InstallerPlan;
  readonly payload: ResolvedContainer;
  /** The text of the kickstart file. */
  readonly kickstart: InlineData;
}
