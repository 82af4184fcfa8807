import { bytes, formatBytes, partitionTypes } from '@bootwright/core';
import { espSize, type PartitionTable } from '@bootwright/disk';
import type { Tree } from '@bootwright/file-tree';
import { systemdBootDirectory, type UnifiedKernelInfo } from '@bootwright/uki';
import { clustersOf, fatCapacity } from '../fat-capacity.ts';
import type { LintFinding } from '../lint-finding.ts';
import { sizeOf } from './kernels.ts';

/** bootc keeps the booted deployment, the one before it and the one that is staged, each with its image on the ESP. */
const deployments = 3;
/** Of EFI, EFI/BOOT, EFI/systemd, EFI/Linux, loader, loader/entries, loader/addons, and what bootctl writes there. */
const directories = 16;

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
  const clusters = (file: string) => clustersOf(sizeOf(tree, file), capacity);
  const images = kernels.map(({ file, addons }) => [file, ...addons].reduce((sum, path) => sum + clusters(path), 0));
  const largest = images.reduce((most, one) => Math.max(most, one), 0);
  const loaders = [...tree.entries.keys()].filter(
    (path) => path.startsWith(`${systemdBootDirectory}/`) && path.endsWith('.efi'),
  );
  const loader = 2 * loaders.reduce((sum, path) => sum + clusters(path), 0);
  const needed = deployments * largest + loader + directories;
  if (needed <= capacity.clusters) return [];
  const text = (count: number) => formatBytes(bytes(count * capacity.cluster));
  return [
    {
      code: 'sealed/esp-too-small',
      level: 'error',
      message: `the EFI system partition has room for ${text(capacity.clusters)}, and ${deployments} unified kernel images with their addons and the boot loader take ${text(needed)}: an update fails when the disk is full`,
      hint: `make the EFI system partition larger, such as ${formatBytes(bytes(suggested(needed * capacity.cluster)))}`,
    },
  ];
}

const mebibyte = 1024 * 1024;

/** A power of two in MiB with a quarter to spare, at least 512 MiB. */
function suggested(needed: number): number {
  return Math.max(512, 2 ** Math.ceil(Math.log2((needed * 1.25) / mebibyte))) * mebibyte;
}
