export type { GroupCustomization, SshKeyCustomization, UserCustomization } from './account-customization.ts';
export type { Blueprint, ContainerChoice, ModuleChoice, PackageChoice, PackageGroupChoice } from './blueprint.ts';
export type {
  BootloaderCustomization,
  EmbeddedIgnitionCustomization,
  FirstbootIgnitionCustomization,
  Grub2Customization,
  IgnitionCustomization,
  KernelCustomization,
} from './boot-customization.ts';
export { checkBlueprint } from './check-blueprint.ts';
export { checkDisk } from './check-disk.ts';
export type { MountpointPolicy } from './check-filesystems.ts';
export { checkFilesystems, checkLayoutChoice } from './check-filesystems.ts';
export { checkGroups } from './check-groups.ts';
export { checkIgnition, checkIgnitionSource } from './check-ignition.ts';
export { checkInstaller } from './check-installer.ts';
export { checkModes, checkNodes } from './check-nodes.ts';
export type { Customizations } from './customizations.ts';
export type {
  BtrfsPartitionCustomization,
  DiskCustomization,
  LogicalVolumeCustomization,
  LvmPartitionCustomization,
  PartitionCustomization,
  PlainFilesystem,
  PlainPartitionCustomization,
  SubvolumeCustomization,
  VolumeFilesystem,
} from './disk-customization.ts';
export type { FilesystemCustomization } from './filesystem-customization.ts';
export type { FirstbootCustomization, FirstbootScriptCustomization } from './firstboot-customization.ts';
export type {
  AnacondaModulesCustomization,
  FlatpakCustomization,
  InstallerCustomization,
  IsoCustomization,
  KickstartCustomization,
} from './installer-customization.ts';
export { blueprintJsonSchema } from './json-schema.ts';
export type { DirectoryCustomization, FileCustomization } from './node-customization.ts';
export type { BlueprintOrigin, ExaminedBlueprint, TextFormat } from './parse-blueprint.ts';
export { detectFormat, examineBlueprint, parseBlueprint, validateBlueprint } from './parse-blueprint.ts';
export { parseBlueprintValue, parseCustomizationsValue } from './parse-value.ts';
export type { DiskCheckOptions } from './partition-check.ts';
export { locate, locateAll, positionOf } from './position.ts';
export type { CacertsCustomization, FdoCustomization, OpenscapCustomization } from './security-customization.ts';
export type {
  ContainersStorageCustomization,
  DnfCustomization,
  RepositoryCustomization,
  RhsmCustomization,
  RpmCustomization,
} from './software-customization.ts';
export { soundPart } from './sound-part.ts';
export type {
  FirewallCustomization,
  LocaleCustomization,
  ServicesCustomization,
  SshdCustomization,
  TimezoneCustomization,
} from './system-customization.ts';
export { tomlExcess } from './toml-bounds.ts';
export { keyAt as tomlKeyAt, stringEnd as tomlStringEnd } from './toml-token.ts';
export { unsupportedOptions } from './unsupported-options.ts';
export { usersWithKeys } from './users-with-keys.ts';
