import { bytes, formatBytes, partitionTypes } from '@bootwright/core';
import {
  type EspContent,
  espClusters,
  espDeployments,
  espSize,
  espSizeFor,
  fatCapacity,
  type PartitionTable,
} from '@bootwright/disk';
import type { Tree } from '@bootwright/file-tree';
import { systemdBootDirectory, type UnifiedKernelInfo } from '@bootwright/uki';
import type { LintFinding } from '../lint-finding.ts';
import { sizeOf } from './kernels.ts';

interface EspUse {
  readonly tree: Tree;
  readonly kernels: readonly UnifiedKernelInfo[];
  readonly table: PartitionTable;
}

/** Whether the ESP has room for the images of three deployments with their addons, and for the boot loader twice. */
export function espFindings({ tree, kernels, table }: EspUse): readonly LintFinding[] {
  const size = espSize(table);
  if (size === 0) {
    return [
      {
        code: 'sealed/no-esp',
        level: 'error',
        message: 'the disk has no EFI system partition, from which firmware starts the unified kernel image',
        hint: `add a partition of the type ${partitionTypes.gpt.esp} with FAT at /boot/efi`,
      },
    ];
  }
  const capacity = fatCapacity(size);
  const loaders = [...tree.entries.keys()]
    .filter((path) => path.startsWith(`${systemdBootDirectory}/`) && path.endsWith('.efi'))
    .map((path) => sizeOf(tree, path));
  const contents = kernels.map(({ file, addons }): EspContent => {
    return { deployment: [file, ...addons].map((path) => sizeOf(tree, path)), loaders };
  });
  const needed = (content: EspContent) => espClusters(content, capacity);
  const largest = contents.reduce<EspContent>((most, one) => (needed(one) > needed(most) ? one : most), {
    deployment: [],
    loaders,
  });
  if (needed(largest) <= capacity.clusters) return [];
  const text = (count: number) => formatBytes(bytes(count * capacity.cluster));
  return [
    {
      code: 'sealed/esp-too-small',
      level: 'error',
      message: `the EFI system partition has room for ${text(capacity.clusters)}, and ${espDeployments} unified kernel images with their addons and the boot loader take ${text(needed(largest))}: an update fails when the disk is full`,
      hint: `build it with --profile recommended, or make the EFI system partition larger, such as ${formatBytes(espSizeFor(largest))}`,
    },
  ];
}
