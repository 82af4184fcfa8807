import { unreachable } from '@bootwright/core';
import type { Command } from '@bootwright/process';
import type { FilesystemRecipe, PartitionRecipe } from './disk-recipe.ts';

/** A file system to be created in a partition of a disk image. */
export interface FilesystemRequest {
  readonly disk: string;
  readonly partition: PartitionRecipe;
  readonly filesystem: FilesystemRecipe;
  /** The directory that fills it, and the names in that; absent: it stays empty. */
  readonly content?: { readonly directory: string; readonly names: readonly string[] };
}

/** Commands that create and fill a file system inside the image, without a mount or a loop device. */
export function filesystemCommands(request: FilesystemRequest): readonly Command[] {
  const { filesystem } = request;
  switch (filesystem.kind) {
    case 'fat':
      return fatCommands(request, filesystem);
    case 'ext4':
      return ext4Commands(request, filesystem);
    default:
      return unreachable(filesystem);
  }
}

function fatCommands(
  { disk, partition, content }: FilesystemRequest,
  filesystem: Extract<FilesystemRecipe, { readonly kind: 'fat' }>,
): readonly Command[] {
  const image = ['-i', `${disk}@@${partition.start}`];
  const label = filesystem.label === undefined ? [] : ['-v', filesystem.label];
  const make = ['mformat', ...image, '-T', `${partition.size / 512}`, '-N', filesystem.volumeId, ...label, '::'];
  if (content === undefined || content.names.length === 0) return [make];
  // -s: copies directories recursively; -Q: stops at the first file that cannot be copied.
  const paths = content.names.map((name) => `${content.directory}/${name}`);
  return [make, ['mcopy', ...image, '-s', '-Q', ...paths, '::']];
}

function ext4Commands(
  { disk, partition, content }: FilesystemRequest,
  filesystem: Extract<FilesystemRecipe, { readonly kind: 'ext4' }>,
): readonly Command[] {
  const label = filesystem.label === undefined ? [] : ['-L', filesystem.label];
  const features = filesystem.verity ? ['-O', 'verity'] : [];
  const filled = content === undefined ? [] : ['-d', content.directory];
  // A new file reads as zeros; the option saves the kernel from writing them at boot.
  const place = ['-E', `offset=${partition.start},assume_storage_prezeroed=1`];
  const size = `${partition.size / 1024}k`;
  return [
    ['mke2fs', '-q', '-F', '-t', 'ext4', '-U', filesystem.uuid, ...label, ...features, ...place, ...filled, disk, size],
  ];
}
