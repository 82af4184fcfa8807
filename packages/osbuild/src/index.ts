export type { Device, Devices, LogicalVolumeOptions, LoopbackOptions } from './device.ts';
export { logicalVolumeDevice, loopbackDevice, luks2Device } from './device.ts';
export {
  encodeJson,
  encodeJsonCompact,
  encodeManifest,
  encodeManifestCompact,
  encodeManifestPieces,
} from './encode-manifest.ts';
export type { FstabLine } from './fstab-line.ts';
export { fstabLine } from './fstab-line.ts';
export type { LoadProblem } from './ids/loading.ts';
export type { PipelineIds } from './ids/manifest-ids.ts';
export { manifestIds } from './ids/manifest-ids.ts';
export { readPythonJson } from './ids/read-python-json.ts';
export type { InlineData, InlineItem } from './inline-data.ts';
export { inlineData } from './inline-data.ts';
export type { ContainerImage, Input, Inputs } from './input.ts';
export { containersInput, manifestListsInput, pipelineFileInput, sourceFilesInput, treeInput } from './input.ts';
export type { Manifest, Pipeline } from './manifest.ts';
export { pipeline, pipelineReference } from './manifest.ts';
export type { BtrfsMountOptions, Mount, MountPlace } from './mount.ts';
export { bindMount, btrfsMount, filesystemMount, ostreeDeploymentMount } from './mount.ts';
export type { SfdiskPartition } from './sfdisk-partition.ts';
export { sfdiskPartition } from './sfdisk-partition.ts';
export { compareKeys, sortedRecord } from './sorted-record.ts';
export type { SourceContainer, SourceRequest, Sources } from './source.ts';
export { containersStorageSource, inlineSource, skopeoIndexSource, skopeoSource, sources } from './source.ts';
export type { LibrepoSource } from './sources/librepo.ts';
export type { Stage, StageOf, StagePartRules, StageParts } from './stage.ts';
export { stage } from './stage.ts';
export type { StageOptions, StageType } from './stage-options.ts';
