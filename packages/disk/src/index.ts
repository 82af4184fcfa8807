export type { TableFinding } from './checks/table-finding.ts';
export { tableFindings } from './checks/table-findings.ts';
export { longestLabels, tableLimits } from './checks/table-limits.ts';
export { volumeNameFindings } from './checks/volume-name-findings.ts';
export type {
  CustomBtrfs,
  CustomLayout,
  CustomLogicalVolume,
  CustomPartition,
  CustomPlain,
  CustomSubvolume,
  CustomVolumeGroup,
} from './custom/custom-layout.ts';
export type { CustomTableOptions } from './custom/custom-table.ts';
export { customTable } from './custom/custom-table.ts';
export type { DiskDefinition, MountConfiguration } from './definition/disk-definition.ts';
export { diskDefinitionJsonSchema } from './definition/disk-definition.ts';
export { diskDefinitionPlaces, parseDiskDefinition } from './definition/parse-disk-definition.ts';
export type { AdaptOptions, MountpointRequest } from './layout/adapt-table.ts';
export { adaptTable } from './layout/adapt-table.ts';
export { assignUuids } from './layout/assign-uuids.ts';
export type { Firmware } from './layout/boot-partitions.ts';
export { needsBoot } from './layout/boot-partitions.ts';
export { defaultMinimumSizes } from './layout/directory-sizes.ts';
export type { EspContent } from './layout/esp-content.ts';
export { espClusters, espDeployments, espSizeFor, fitsOnEsp } from './layout/esp-content.ts';
export type { FatCapacity } from './layout/fat-capacity.ts';
export { clustersOf, fatCapacity } from './layout/fat-capacity.ts';
export { espSize, isBiosBoot } from './layout/firmware-partitions.ts';
export { layOut } from './layout/lay-out.ts';
export { toSectors } from './layout/sectors.ts';
export type { VolumeChange } from './table/change-table.ts';
export {
  mapFilesystems,
  mapPartitions,
  mapRootPartition,
  mapVolumes,
  withDefaultFilesystem,
  withoutPartitions,
  withRootVerity,
} from './table/change-table.ts';
export { checkFilesystems, checkWrittenFilesystems } from './table/check-table.ts';
export { devicePath } from './table/device-path.ts';
export type { FstabEntity } from './table/fstab.ts';
export { fstabEntities, mountsReadOnly } from './table/fstab.ts';
export type { Mounted, MountedFilesystem, MountedSubvolume } from './table/mounted.ts';
export {
  duplicateMountpoints,
  findMountable,
  holdsMountpoint,
  mountables,
  rootFilesystemType,
} from './table/mounted.ts';
export { partitionRoleName } from './table/partition-role-name.ts';
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
} from './table/partition-table.ts';
export { filesystemTypes } from './table/partition-table.ts';
export type { PartitionRole } from './table/partition-types.ts';
export { partitionTypeFor } from './table/partition-types.ts';
export { mountName, referenceUnitName, unitName } from './table/unit-name.ts';
export type { DeviceLayer, DiskEntry, LogicalVolumeLayer, LuksLayer, PartitionLayer, Place } from './table/walk.ts';
export { walk } from './table/walk.ts';
export { parseYaml } from './yaml/parse-yaml.ts';
export { plainScalar } from './yaml/plain-scalar.ts';
export type { ReadScalar } from './yaml/plain-yaml.ts';
export { isUntagged } from './yaml/plain-yaml.ts';
