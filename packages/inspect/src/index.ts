export { checkArchitecture } from './check-architecture.ts';
export type { InitramfsReading } from './initramfs/initramfs-modules.ts';
export { initramfsModules } from './initramfs/initramfs-modules.ts';
export type { ModuleOptions } from './initramfs/lsinitrd.ts';
export { findInitramfsModules, initramfsFiles } from './initramfs/lsinitrd.ts';
export type {
  GivenContainer,
  InspectedContainer,
  InspectImageOptions,
  ReadContainer,
  ReadContainerOptions,
} from './inspect-image.ts';
export { inspectContainer, inspectImage, readContainer } from './inspect-image.ts';
export type { BootcFacts, GivenFacts, Inspection } from './inspect-tree.ts';
export { inspectTree } from './inspect-tree.ts';
export { inspectedFiles } from './inspected-files.ts';
export type {
  BlockSetup,
  InstallBootloader,
  InstallConfiguration,
} from './install/install-configuration.ts';
export type { FoundInstallConfiguration } from './install/install-drop-ins.ts';
export { findInstallConfiguration } from './install/install-drop-ins.ts';
export { installJsonSchema } from './install/install-json-schema.ts';
export type { InstallText } from './install/install-text.ts';
export { readInstallText } from './install/install-text.ts';
export type { PrintedInstallConfiguration } from './install/print-install-configuration.ts';
export { printInstallConfiguration } from './install/print-install-configuration.ts';
export { findKargsDropIns, findKernelArguments } from './kernel/kargs-directory.ts';
export type { KargsDropIn, KargsText } from './kernel/kargs-text.ts';
export { kargsJsonSchema, readKargsText } from './kernel/kargs-text.ts';
export type { BootcKernel, FoundKernel } from './kernel/kernel.ts';
export { findKernel } from './kernel/kernel.ts';
export type { UnifiedKernel } from './kernel/unified-kernel.ts';
export { findUnifiedKernel } from './kernel/unified-kernel.ts';
export type { FactDifference } from './output/compare-facts.ts';
export { compareFacts } from './output/compare-facts.ts';
export type { InspectionJson, UnifiedKernelJson } from './output/encode-inspection.ts';
export { encodeInspection } from './output/encode-inspection.ts';
export type { BootcFormat } from './output/render-bootc.ts';
export { renderBootcInspection, renderInstallConfiguration, renderModules } from './output/render-bootc.ts';
export { renderYaml } from './output/render-yaml.ts';
export { ownName } from './own-name.ts';
export type { InspectedImage, ReadImageOptions } from './read-image.ts';
export { readImage } from './read-image.ts';
export type { ContainerRun, RunInContainerOptions } from './running/run-in-container.ts';
export { runInContainer } from './running/run-in-container.ts';
export { findArchitecture } from './system/elf-architecture.ts';
export type { ParsedOsRelease } from './system/os-release.ts';
export { parseOsRelease } from './system/os-release.ts';
export type { ParsedSelinuxConfig } from './system/selinux-config.ts';
export { parseSelinuxConfig } from './system/selinux-config.ts';
