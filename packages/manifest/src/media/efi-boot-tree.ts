import { defined } from '@bootwright/core';
import { type Pipeline, stage } from '@bootwright/osbuild';
import { builtPipeline } from '../pipelines/built-pipeline.ts';
import { grubMenu } from './grub-menu.ts';
import type { IsoContext } from './iso-context.ts';

/** The pipeline with what UEFI firmware starts from. */
export const efiBootTree = 'efiboot-tree';

/** GRUB and its menu for UEFI firmware, from the buildroot's own boot loader files. */
export function efiBootTreePipeline({ iso }: IsoContext): Pipeline {
  const { product, kernel, isolabel, ...menu } = grubMenu(iso);
  const options = {
    product,
    kernel,
    isolabel,
    architectures: [iso.efiArchitecture],
    ...defined({ vendor: iso.uefiVendor }),
    ...menu,
  };
  return builtPipeline(efiBootTree, [stage('org.osbuild.grub2.iso', options)]);
}
