export { groupNameFaults, userNameFaults } from './accounts/account-names.ts';
export { accountNotices } from './accounts/account-notices.ts';
export { hashedPasswords, hasTooManyPasswords, isHashed } from './accounts/hashed-password.ts';
export { keyProblem } from './accounts/ssh-key.ts';
export { checkBlueprint } from './checks/check-blueprint.ts';
export { checkDisk } from './checks/check-disk.ts';
export type { MountpointPolicy } from './checks/check-filesystems.ts';
export { checkFilesystems, checkLayoutChoice } from './checks/check-filesystems.ts';
export { checkGroups } from './checks/check-groups.ts';
export { checkIgnition, checkIgnitionSource } from './checks/check-ignition.ts';
export { checkInstaller } from './checks/check-installer.ts';
export { checkNodes, checkNodeValues } from './checks/check-nodes.ts';
export type { DiskCheckOptions } from './checks/partition-check.ts';
export type { GroupCustomization, UserCustomization } from './format/account-customization.ts';
export type { Blueprint } from './format/blueprint.ts';
export type {
  BootloaderCustomization,
  IgnitionCustomization,
} from './format/boot-customization.ts';
export type { Customizations } from './format/customizations.ts';
export type {
  BtrfsPartitionCustomization,
  DiskCustomization,
  LogicalVolumeCustomization,
  LvmPartitionCustomization,
  PartitionCustomization,
  PlainPartitionCustomization,
} from './format/disk-customization.ts';
export type { FilesystemCustomization } from './format/filesystem-customization.ts';
export type { InstallerCustomization } from './format/installer-customization.ts';
export type { DirectoryCustomization, FileCustomization } from './format/node-customization.ts';
export type {
  FirewallCustomization,
  ServicesCustomization,
} from './format/system-customization.ts';
export { blueprintJsonSchema } from './json-schema.ts';
export type { BlueprintOrigin, ExaminedBlueprint, TextFormat } from './parse-blueprint.ts';
export { examineBlueprint, parseBlueprint, validateBlueprint } from './parse-blueprint.ts';
export { parseBlueprintValue, parseCustomizationsValue } from './parse-value.ts';
export { cleanPath, pathProblem } from './paths/clean-path.ts';
export type { PathPolicy } from './paths/path-policy.ts';
export { denialReason } from './paths/path-policy.ts';
export { anyMountpoint, customDirectories, customFiles, rootAndBoot } from './paths/policies.ts';
export { usualLinks } from './paths/usual-links.ts';
export { soundPart } from './sound-part.ts';
export { checkSystemValues } from './system/check-system-values.ts';
export { unreadFiles } from './system/unread-files.ts';
export { encodeBlueprint } from './text/encode-blueprint.ts';
export { locate, locateAll, locateFaults } from './text/position.ts';
export { readTomlText, type TomlReading } from './text/toml-text.ts';
export { keyAt as tomlKeyAt, stringEnd as tomlStringEnd } from './text/toml-token.ts';
export { unsupportedOptions } from './unsupported-options.ts';
export { usersWithKeys } from './users-with-keys.ts';
