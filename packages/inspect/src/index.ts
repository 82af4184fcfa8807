export { collectTree } from './collect-tree.ts';
export type { FactDifference } from './compare-facts.ts';
export { compareFacts } from './compare-facts.ts';
export type { ComposefsRoot } from './composefs/composefs-root.ts';
export { elfArchitecture, findArchitecture } from './elf-architecture.ts';
export type { InspectionJson, UnifiedKernelJson } from './encode-inspection.ts';
export { encodeInspection } from './encode-inspection.ts';
export type { EngineName } from './engine-image.ts';
export * from './facts.ts';
export type { FileSelection, PieceSelection, ReadMode } from './file-selection.ts';
export type { ImageFacts, ReadOptions, ReadProgress } from './image-reader.ts';
export type { ImageReference } from './image-reference.ts';
export { isWrittenAsPath, parseImageReference, renderImageReference } from './image-reference.ts';
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
export { parseIsoDefinition } from './iso-yaml.ts';
export type { KargsDropIn } from './kargs-directory.ts';
export { findKargsDropIns, findKernelArguments } from './kargs-directory.ts';
export type { BootcKernel, FoundKernel } from './kernel.ts';
export { findKernel } from './kernel.ts';
export type { ParsedOsRelease } from './os-release.ts';
export { parseOsRelease } from './os-release.ts';
export type { CertificateTable, PeSection } from './pe-sections.ts';
export { certificateTable, peSections, sectionBytes } from './pe-sections.ts';
export type { PrintedInstallConfiguration } from './print-install-configuration.ts';
export { printInstallConfiguration } from './print-install-configuration.ts';
export type { Piece, ReadBytes } from './read-bytes.ts';
export type { InspectedImage, ReadImageOptions } from './read-image.ts';
export { readImage } from './read-image.ts';
export type { RegistryName } from './registry-name.ts';
export { parseRegistryName } from './registry-name.ts';
export type { BootcFormat } from './render-bootc.ts';
export { renderBootcInspection, renderInstallConfiguration, renderModules } from './render-bootc.ts';
export { renderYaml } from './render-yaml.ts';
export type { Escape, Look, Resolution, ResolveRules } from './resolve-path.ts';
export { resolvePath } from './resolve-path.ts';
export type { BootFile, BootFiles } from './seal/boot-files.ts';
export { findBootFiles } from './seal/boot-files.ts';
export type { SealCheck } from './seal/check-seals.ts';
export { checkSeals } from './seal/check-seals.ts';
export type { DigestMatch } from './seal/explain-digest.ts';
export { obstacleNotice } from './seal/obstacle-notice.ts';
export { sealNotices } from './seal/seal-notices.ts';
export type { SealObstacle } from './seal/seal-obstacle.ts';
export type { CheckedSeal, SealVerdict } from './seal/seal-verdict.ts';
export type { ParsedSelinuxConfig } from './selinux-config.ts';
export { parseSelinuxConfig } from './selinux-config.ts';
export type { AskedContainer, AskOptions } from './sources/ask.ts';
export { askContainer } from './sources/ask.ts';
export { readTree } from './sources/directory.ts';
export { directorySize } from './sources/directory-size.ts';
export type { Swept } from './sources/engine/sweep.ts';
export { sweep } from './sources/engine/sweep.ts';
export { referenceOfPath } from './sources/reference-of-path.ts';
export type { DrawnEntry, Tree, TreeEntry } from './tree.ts';
export { drawTree } from './tree.ts';
export type { SourceEntry, TreeSource } from './tree-source.ts';
export { treeSource } from './tree-source.ts';
export type { ComposefsSeal } from './uki/composefs-seal.ts';
export { composefsSeal } from './uki/composefs-seal.ts';
export type { Signature, Signer } from './uki/signers.ts';
export { readSignature } from './uki/signers.ts';
export type {
  FoundUnifiedKernels,
  UnifiedKernelInfo,
  UnifiedKernelSection,
  UnreadableKernel,
} from './uki/unified-kernel-info.ts';
export { findUnifiedKernels, unifiedKernelFacts } from './uki/unified-kernel-info.ts';
export type { UnifiedKernel } from './unified-kernel.ts';
export { findUnifiedKernel } from './unified-kernel.ts';
export { WorkBudget } from './work-budget.ts';
