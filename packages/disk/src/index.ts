export type { AdaptOptions, MountpointRequest } from './adapt-table.ts';
export { adaptTable } from './adapt-table.ts';
export { anchorHolders } from './anchor-holders.ts';
export { assignUuids } from './assign-uuids.ts';
export type { Firmware } from './boot-partitions.ts';
export { needsBoot } from './boot-partitions.ts';
export type { VolumeChange } from './change-table.ts';
export {
  mapFilesystems,
  mapPartitions,
  mapRootPartition,
  mapVolumes,
  withDefaultFilesystem,
  withoutPartitions,
  withRootVerity,
} from './change-table.ts';
export { checkFilesystems, checkWrittenFilesystems } from './check-table.ts';
export type {
  CustomBtrfs,
  CustomLayout,
  CustomLogicalVolume,
  CustomPartition,
  CustomPlain,
  CustomSubvolume,
  CustomVolumeGroup,
} from './custom-layout.ts';
export type { CustomTableOptions } from './custom-table.ts';
export { customTable } from './custom-table.ts';
export { defaultMinimumSizes } from './directory-sizes.ts';
export type { DiskDefinition, MountConfiguration } from './disk-definition.ts';
export { espSize, isBiosBoot, isEsp, isPrep } from './firmware-partitions.ts';
export type { FstabEntity } from './fstab.ts';
export { fstabEntities, mountsReadOnly, subvolumeOptions } from './fstab.ts';
export { layOut } from './lay-out.ts';
export type { Mounted, MountedFilesystem, MountedSubvolume } from './mounted.ts';
export { duplicateMountpoints, findMountable, holdsMountpoint, mountables, rootFilesystemType } from './mounted.ts';
export { diskDefinitionPlaces, parseDiskDefinition } from './parse-disk-definition.ts';
export type {
  Btrfs,
  ClevisBinding,
  Filesystem,
  FilesystemType,
  FstabEntry,
  LogicalVolume,
  Luks,
  LuksKeyDerivation,
  MkfsOptions,
  Partition,
  PartitionTable,
  Payload,
  Raw,
  Subvolume,
  Swap,
  VolumeGroup,
} from './partition-table.ts';
export { filesystemTypes } from './partition-table.ts';
export type { PartitionRole } from './partition-types.ts';
export { dpsRootType, partitionTypeFor, partitionTypes } from './partition-types.ts';
export { plainScalar } from './plain-scalar.ts';
export { isMergeKey } from './plain-yaml.ts';
export { toSectors } from './sectors.ts';
export { mountName, referenceUnitName, unitName } from './unit-name.ts';
export type { DeviceLayer, DiskEntry, LogicalVolumeLayer, LuksLayer, PartitionLayer, Place } from './walk.ts';
export { walk } from './walk.ts';
