import { type Bytes, bytes } from '@bootwright/core';
import { clustersOf, type FatCapacity, fatCapacity } from './fat-capacity.ts';

/** Sizes of the files on the ESP of a sealed image, in bytes. */
export interface EspContent {
  /** Of each deployment: its unified kernel image, and the addons next to it. */
  readonly deployment: readonly number[];
  /** Boot loaders, each of which is there twice. */
  readonly loaders: readonly number[];
}

/** bootc keeps the booted deployment, the one before it and the one that is staged, each with its image on the ESP. */
export const espDeployments = 3;
/** Of EFI, EFI/BOOT, EFI/systemd, EFI/Linux, loader, loader/entries, loader/addons, and what bootctl writes there. */
const directories = 16;

const mebibyte = 1024 * 1024;
const smallest = 512;

/** Clusters that all of it takes. */
export function espClusters({ deployment, loaders }: EspContent, capacity: FatCapacity): number {
  const sum = (files: readonly number[]) => files.reduce((total, size) => total + clustersOf(size, capacity), 0);
  return espDeployments * sum(deployment) + 2 * sum(loaders) + directories;
}

/** Whether it fits into an ESP of that size, which mkfs.fat formats. */
export function fitsOnEsp(content: EspContent, size: Bytes): boolean {
  const capacity = fatCapacity(size);
  return espClusters(content, capacity) <= capacity.clusters;
}

/** A power of two in MiB in which it fits with a quarter to spare, at least 512 MiB. */
export function espSizeFor(content: EspContent): Bytes {
  let mebibytes = smallest;
  for (; ; mebibytes *= 2) {
    const capacity = fatCapacity(mebibytes * mebibyte);
    if (espClusters(content, capacity) * 1.25 <= capacity.clusters) return bytes(mebibytes * mebibyte);
  }
}
