import { type Bytes, bytes, goRandom, parseArchitecture, parseSize } from '@bootwright/core';
import {
  adaptTable,
  type CustomLayout,
  type CustomPartition,
  customTable,
  espSize,
  type FilesystemType,
  filesystemTypes,
  type PartitionTable,
  parseDiskDefinition,
  rootFilesystemType,
  withDefaultFilesystem,
  withRootVerity,
} from '../src/index.ts';
import { baseTables, defaultImageSize } from './base-tables.ts';
import type { Case, CaseDisk, CasePartition } from './reference-cases.ts';

/** The partition table of a recorded request, decided as the reference does (pkg/distro/generic/bootc_imagetype.go). */
export function tableOf(request: Case, seed: bigint): PartitionTable {
  const { container } = request;
  const architecture = parseArchitecture(container.arch);
  const sealed = container.unified_kernel === true;
  const definition =
    container.os_info?.disk_yaml === undefined
      ? {}
      : parseDiskDefinition(container.os_info.disk_yaml, { document: 'disk.yaml' });
  const { partitionTable } = definition;
  const own = partitionTable === undefined ? undefined : rootFilesystemType(partitionTable);
  const defaultFilesystem = filesystemType(own ?? container.default_root_fs ?? '');
  const builtIn = baseTables[architecture];
  const base = partitionTable ?? (builtIn && withDefaultFilesystem(builtIn, defaultFilesystem));
  if (base === undefined) throw new Error(`no table for ${architecture}`);

  const own_ = request.blueprint?.customizations ?? {};
  const given =
    own_.disk === undefined && own_.filesystem === undefined ? container.os_info?.image_customization : own_;
  const rootMinimum = bytes(Math.max(container.size * 2, request.options.size ?? 0));
  const random = goRandom(seed);
  if (given?.disk !== undefined) {
    const layout = layoutOf(given.disk, rootMinimum);
    return withRootVerity(
      customTable(layout, {
        defaultType: base.type,
        firmware: sealed || architecture === 'aarch64' ? 'uefi' : 'hybrid',
        defaultFilesystem,
        minimumSizes: new Map([['/', bytes(Math.max(rootMinimum, partitionSizeOfRoot(given.disk)))]]),
        architecture,
        espSize: espSize(base),
        ensureXbootldr: true,
        random,
      }),
    );
  }
  const requests = (given?.filesystem ?? []).map(({ mountpoint, minsize }) => {
    const size = sizeOf(minsize);
    return { mountpoint, minimumSize: mountpoint === '/' ? bytes(Math.max(size, rootMinimum)) : size };
  });
  if (!requests.some(({ mountpoint }) => mountpoint === '/'))
    requests.push({ mountpoint: '/', minimumSize: rootMinimum });
  return withRootVerity(
    adaptTable(sealed ? withSealedPolicy(base) : base, {
      requests,
      imageSize: base.size === 0 ? defaultImageSize : base.size,
      mode: defaultFilesystem === 'btrfs' ? 'btrfs' : 'raw',
      architecture,
      defaultFilesystem,
      ensureXbootldr: true,
      random,
    }),
  );
}

function withSealedPolicy({ growRoot: _policy, ...table }: PartitionTable): PartitionTable {
  return { ...table, ensureXbootldr: false };
}

function layoutOf(disk: CaseDisk, rootMinimum: Bytes): CustomLayout {
  return {
    ...(disk.type === undefined || disk.type === '' ? {} : { type: disk.type }),
    minimumSize: bytes(Math.max(sizeOf(disk.minsize), rootMinimum)),
    startOffset: sizeOf(disk.start_offset),
    ...(disk.sector_size === undefined ? {} : { sectorSize: disk.sector_size }),
    partitions: (disk.partitions ?? []).map(customPartitionOf),
  };
}

function customPartitionOf(partition: CasePartition): CustomPartition {
  const shared = {
    minimumSize: sizeOf(partition.minsize),
    ...text('partType', partition.part_type),
    ...text('partUuid', partition.part_uuid),
    ...text('partLabel', partition.part_label),
  };
  if (partition.type === 'lvm') {
    const logicalVolumes = (partition.logical_volumes ?? []).map((volume) => ({
      minimumSize: sizeOf(volume.minsize),
      ...text('name', volume.name),
      ...text('mountpoint', volume.mountpoint),
      ...text('label', volume.label),
      ...text('fsType', volume.fs_type),
    }));
    return { kind: 'lvm', ...shared, ...text('name', partition.name), logicalVolumes };
  }
  if (partition.type === 'btrfs') return { kind: 'btrfs', ...shared, subvolumes: partition.subvolumes ?? [] };
  return {
    kind: 'plain',
    ...shared,
    ...text('mountpoint', partition.mountpoint),
    ...text('label', partition.label),
    ...text('fsType', partition.fs_type),
  };
}

/** The reference gives a logical volume or subvolume "/" the minimum of the whole partition. */
function partitionSizeOfRoot(disk: CaseDisk): Bytes {
  const holder = (disk.partitions ?? []).findLast((partition) =>
    [partition, ...(partition.logical_volumes ?? []), ...(partition.subvolumes ?? [])].some(
      ({ mountpoint }) => mountpoint === '/',
    ),
  );
  return sizeOf(holder?.minsize);
}

function text<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  const named: { [P in K]?: string } = {};
  if (value !== undefined && value !== '') named[key] = value;
  return named;
}

function sizeOf(size: number | string | undefined): Bytes {
  if (typeof size === 'number') return bytes(Math.trunc(size));
  const parsed = size === undefined ? bytes(0) : parseSize(size);
  if (parsed === undefined) throw new Error(`no size: ${size}`);
  return parsed;
}

function filesystemType(name: string): FilesystemType {
  const type = filesystemTypes.find((known) => known === name);
  if (type === undefined) throw new Error(`no file system: ${name}`);
  return type;
}
