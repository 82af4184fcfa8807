import type { DiskRecipe } from './disk-recipe.ts';

const sector = 512;

/** The input of `sfdisk` for the partition table: sfdisk(8), "Input formats". */
export function sfdiskScript({ tableUuid, partitions }: DiskRecipe): string {
  const lines = partitions.map(({ start, size, type, uuid, bootable }) => {
    const attributes = bootable ? ', attrs="LegacyBIOSBootable"' : '';
    return `start=${start / sector}, size=${size / sector}, type=${type}, uuid=${uuid}${attributes}`;
  });
  return `${['label: gpt', `label-id: ${tableUuid}`, 'unit: sectors', '', ...lines].join('\n')}\n`;
}
