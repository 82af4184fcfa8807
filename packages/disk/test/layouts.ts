import { type Bytes, bytes, GiB, goRandom, MiB } from '@bootwright/core';
import type { AdaptOptions, CustomTableOptions, Filesystem, Partition, Payload } from '../src/index.ts';

/** Options that a test changes where it matters. */
export const adaptOptions: AdaptOptions = {
  requests: [],
  imageSize: GiB(10),
  mode: 'raw',
  architecture: 'x86_64',
  defaultFilesystem: 'xfs',
  ensureXbootldr: true,
  random: goRandom(0n),
};

export const customOptions: CustomTableOptions = {
  defaultType: 'gpt',
  firmware: 'hybrid',
  defaultFilesystem: 'xfs',
  minimumSizes: new Map([['/', GiB(3)]]),
  architecture: 'x86_64',
  espSize: bytes(0),
  ensureXbootldr: true,
  random: goRandom(0n),
};

export const filesystem = (mountpoint: string, type = 'ext4'): Filesystem => ({
  kind: 'filesystem',
  type,
  mountpoint,
  fstab: {},
});

export const part = (size: Bytes, payload?: Payload): Partition => ({
  start: bytes(0),
  size,
  ...(payload === undefined ? {} : { payload }),
});

/** A table as a user would draw it: `/boot 1024 MiB at 1 MiB`. */
export function drawn(partitions: readonly Partition[]): readonly string[] {
  return partitions.map(({ payload, start, size }) => `${held(payload)} ${size / MiB(1)} MiB at ${start / MiB(1)} MiB`);
}

function held(payload: Payload | undefined): string {
  if (payload === undefined) return 'nothing';
  switch (payload.kind) {
    case 'filesystem':
      return `${payload.mountpoint} ${payload.type}`;
    case 'btrfs':
      return `btrfs(${payload.subvolumes.map(({ mountpoint, name }) => `${name} on ${mountpoint}`).join(', ')})`;
    case 'lvm':
      return `${payload.name}(${payload.logicalVolumes.map((volume) => `${volume.name} ${volume.size / MiB(1)} MiB ${held(volume.payload)}`).join(', ')})`;
    case 'luks':
      return `luks(${held(payload.payload)})`;
    default:
      return payload.kind;
  }
}
