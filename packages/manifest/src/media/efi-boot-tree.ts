import { defined } from '@bootwright/core';
import { type Pipeline, pipeline, pipelineReference, stage } from '@bootwright/osbuild';
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
  return pipeline({
    name: efiBootTree,
    build: pipelineReference('build'),
    stages: [stage('org.osbuild.grub2.iso', options)],
  });
}
