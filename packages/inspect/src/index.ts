export type { AskedContainer, AskOptions } from './asked/ask.ts';
export { askContainer } from './asked/ask.ts';
export type { FactDifference } from './compare-facts.ts';
export { compareFacts } from './compare-facts.ts';
export { elfArchitecture, findArchitecture } from './elf-architecture.ts';
export type { InspectionJson, UnifiedKernelJson } from './encode-inspection.ts';
export { encodeInspection } from './encode-inspection.ts';
export type { InitramfsReading } from './initramfs/initramfs-modules.ts';
export { initramfsModules } from './initramfs/initramfs-modules.ts';
export type { ModuleOptions } from './initramfs/lsinitrd.ts';
export { findInitramfsModules, initramfsFiles } from './initramfs/lsinitrd.ts';
export type { BootcFacts, GivenFacts, Inspection } from './inspect-tree.ts';
export { inspectTree } from './inspect-tree.ts';
export { inspectedFiles } from './inspected-files.ts';
export type {
  BlockSetup,
  InstallBootloader,
  InstallConfiguration,
  InstallFilesystem,
} from './install-configuration.ts';
export type { FoundInstallConfiguration } from './install-drop-ins.ts';
export { findInstallConfiguration } from './install-drop-ins.ts';
export type { KargsDropIn } from './kargs-directory.ts';
export { findKargsDropIns, findKernelArguments } from './kargs-directory.ts';
export type { BootcKernel, FoundKernel } from './kernel.ts';
export { findKernel } from './kernel.ts';
export type { ParsedOsRelease } from './os-release.ts';
export { parseOsRelease } from './os-release.ts';
export type { PrintedInstallConfiguration } from './print-install-configuration.ts';
export { printInstallConfiguration } from './print-install-configuration.ts';
export type { InspectedImage, ReadImageOptions } from './read-image.ts';
export { readImage } from './read-image.ts';
export type { BootcFormat } from './render-bootc.ts';
export { renderBootcInspection, renderInstallConfiguration, renderModules } from './render-bootc.ts';
export { renderYaml } from './render-yaml.ts';
export type { ParsedSelinuxConfig } from './selinux-config.ts';
export { parseSelinuxConfig } from './selinux-config.ts';
export type { UnifiedKernel } from './unified-kernel.ts';
export { findUnifiedKernel } from './unified-kernel.ts';
