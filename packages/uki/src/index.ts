export {
  addonDirectory,
  bootEspDirectory,
  companionDirectories,
  entriesDirectory,
  espDirectories,
  grubDirectory,
  loaderDirectory,
  modulesDirectory,
  systemdBootDirectory,
  unifiedKernelDirectory,
} from './boot-directories.ts';
export type { BootImage } from './boot-image.ts';
export { bootImage } from './boot-image.ts';
export type { BootProgram } from './boot-program/boot-program.ts';
export { bootProgram } from './boot-program/boot-program.ts';
export { fallbackListFlaw } from './boot-program/fallback-list.ts';
export { bootSections, bootSelections } from './boot-sections.ts';
export type { ComposefsSeal, ComposefsWord } from './composefs-seal.ts';
export { composefsSeal, composefsWords } from './composefs-seal.ts';
export type { SectionText } from './pe/command-line-section.ts';
export type { LoadFlaw } from './pe/load-flaws.ts';
export type { CertificateTable, PeSection } from './pe/pe-sections.ts';
export { certificateTable, peSections, sectionBytes } from './pe/pe-sections.ts';
export type { Signature, Signer } from './signature/signers.ts';
export { readSignature } from './signature/signers.ts';
export type {
  FoundUnifiedKernels,
  UnifiedKernelInfo,
  UnifiedKernelSection,
  UnreadableKernel,
} from './unified-kernel-info.ts';
export { findUnifiedKernels, unifiedKernelFacts } from './unified-kernel-info.ts';
