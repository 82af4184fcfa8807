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
export type { BootProgram } from './boot-program.ts';
export { bootProgram } from './boot-program.ts';
export { bootSections, bootSelections } from './boot-sections.ts';
export type { SectionText } from './command-line-section.ts';
export type { ComposefsSeal, ComposefsWord } from './composefs-seal.ts';
export { composefsSeal, composefsWords } from './composefs-seal.ts';
export { fallbackListFlaw } from './fallback-list.ts';
export type { LoadFlaw } from './load-flaws.ts';
export type { CertificateTable, PeSection } from './pe-sections.ts';
export { certificateTable, peSections, sectionBytes } from './pe-sections.ts';
export type { Signature, Signer } from './signers.ts';
export { readSignature } from './signers.ts';
export type {
  FoundUnifiedKernels,
  UnifiedKernelInfo,
  UnifiedKernelSection,
  UnreadableKernel,
} from './unified-kernel-info.ts';
export { findUnifiedKernels, unifiedKernelFacts } from './unified-kernel-info.ts';
