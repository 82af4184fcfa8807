import { defined } from '@bootwright/core';
import type { IsoPlan } from '@bootwright/media-plan';
import type { StageOptions } from '@bootwright/osbuild';

/** Where the medium has its kernel and initramfs. */
export const kernelDirectory = '/images/pxeboot';

type MenuOptions = Pick<
  StageOptions['org.osbuild.grub2.iso.legacy'],
  'product' | 'kernel' | 'isolabel' | 'troubleshooting' | 'test' | 'install' | 'custom' | 'config'
>;

/** GRUB's menu, which is the same for UEFI and BIOS firmware. */
export function grubMenu({ product, label, kernelArguments, menu }: IsoPlan): MenuOptions {
  const { entries, hasChecks, config } = menu;
  const isOwn = entries.length > 0;
  return {
    product,
    kernel: { dir: kernelDirectory, opts: kernelArguments },
    isolabel: label,
    troubleshooting: hasChecks && !isOwn,
    test: hasChecks && !isOwn,
    install: !isOwn,
    ...(isOwn ? { custom: entries.map(({ name, linux, initrd }) => ({ name, linux, initrd })) } : {}),
    ...defined({ config }),
  };
}
