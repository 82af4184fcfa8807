export type { DiskRecipe, FilesystemRecipe, PartitionRecipe } from './disk/disk-recipe.ts';
export { parseDiskManifest } from './disk/parse-disk-manifest.ts';
export { sfdiskScript } from './disk/sfdisk-script.ts';
export type { DiskContent } from './disk/write-disk.ts';
export { writeDisk } from './disk/write-disk.ts';
