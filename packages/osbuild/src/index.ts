export { encodeBase64 } from './encoding/base64.ts';
export {
  encodeJson,
  encodeJsonCompact,
  encodeManifest,
  encodeManifestCompact,
  encodeManifestPieces,
} from './encoding/encode-manifest.ts';
export { compareKeys, sortedRecord } from './encoding/sorted-record.ts';
export type { LoadProblem } from './ids/loading.ts';
export type { PipelineIds } from './ids/manifest-ids.ts';
export { manifestIds } from './ids/manifest-ids.ts';
export { readPythonJson } from './ids/read-python-json.ts';
export type { Manifest, Pipeline } from './manifest.ts';
export { pipeline, pipelineReference } from './manifest.ts';
export type { Device, Devices, LogicalVolumeOptions, LoopbackOptions } from './parts/device.ts';
export { logicalVolumeDevice, loopbackDevice, luks2Device } from './parts/device.ts';
export type { FstabLine } from './parts/fstab-line.ts';
export { fstabLine } from './parts/fstab-line.ts';
export type { InlineData, InlineItem } from './parts/inline-data.ts';
export { inlineData } from './parts/inline-data.ts';
export type { ContainerImage, Input, Inputs } from './parts/input.ts';
export { containersInput, manifestListsInput, pipelineFileInput, sourceFilesInput, treeInput } from './parts/input.ts';
export type { BtrfsMountOptions, Mount, MountPlace } from './parts/mount.ts';
export { bindMount, btrfsMount, filesystemMount, ostreeDeploymentMount } from './parts/mount.ts';
export type { PackageRepository, ResolvedPackage, ResolvedPackages } from './parts/resolved-packages.ts';
export { librepoSource, packagesProblem, packageVersion } from './parts/resolved-packages.ts';
export type { SfdiskPartition } from './parts/sfdisk-partition.ts';
export { sfdiskPartition } from './parts/sfdisk-partition.ts';
export type { SourceContainer, SourceRequest, Sources } from './parts/source.ts';
export { containersStorageSource, inlineSource, skopeoIndexSource, skopeoSource, sources } from './parts/source.ts';
export type { Stage, StageOf, StagePartRules, StageParts } from './parts/stage.ts';
export { stage } from './parts/stage.ts';
export type { StageOptions, StageType } from './parts/stage-options.ts';
export type { LibrepoSource } from './sources/librepo.ts';
