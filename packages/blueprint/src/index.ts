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
export type { DirectoryCustomization, FileCustomization } from './node-customization.ts';
export { parseBlueprintValue, parseCustomizationsValue } from './parse-value.ts';
export type { CacertsCustomization, FdoCustomization, OpenscapCustomization } from './security-customization.ts';
export type {
  ContainersStorageCustomization,
  DnfCustomization,
  RepositoryCustomization,
  RhsmCustomization,
  RpmCustomization,
} from './software-customization.ts';
export type {
  FirewallCustomization,
  LocaleCustomization,
  ServicesCustomization,
  SshdCustomization,
  TimezoneCustomization,
} from './system-customization.ts';
