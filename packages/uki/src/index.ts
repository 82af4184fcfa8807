export type { AddonRequest } from './addon/addon-bytes.ts';
export { addonBytes } from './addon/addon-bytes.ts';
export type { Credential } from './addon/credential-archive.ts';
export { encodeCredentials } from './addon/credential-archive.ts';
export type { AddonInfo, AddonSection } from './addon/read-addon.ts';
export { readAddon } from './addon/read-addon.ts';
export type { AddonContent } from './addon/write-addon.ts';
export { writeAddon } from './addon/write-addon.ts';
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
export type { AddonMeasures } from './measure/addon-measures.ts';
export { addonMeasures } from './measure/addon-measures.ts';
export type { BootPhase, PhaseValues } from './measure/boot-phases.ts';
export { bootPhases } from './measure/boot-phases.ts';
export type { PolicyChange } from './measure/compare-policies.ts';
export { comparePolicies } from './measure/compare-policies.ts';
export type { MeasuredAddons } from './measure/measure-addons.ts';
export { combineAddons, measureAddons } from './measure/measure-addons.ts';
export type { MeasuredImage, MeasuredProfile } from './measure/measure-image.ts';
export { measureImage } from './measure/measure-image.ts';
export type { PcrBank } from './measure/pcr.ts';
export { pcrBanks } from './measure/pcr.ts';
export type { CheckedPcrSignature } from './measure/pcr-signature.ts';
export type { StubInfo } from './measure/stub-info.ts';
export type { SectionText } from './pe/command-line-section.ts';
export type { LoadFlaw } from './pe/load-flaws.ts';
export type { CertificateTable, PeSection } from './pe/pe-sections.ts';
export { certificateTable, peSections, sectionBytes } from './pe/pe-sections.ts';
export type { AuthenticodeHash } from './signature/authenticode-digest.ts';
export { authenticodeDigest } from './signature/authenticode-digest.ts';
export type { Revocations, RevokedDigest } from './signature/revocations.ts';
export { parseRevocations } from './signature/revocations.ts';
export type { PreparedSignature } from './signature/sign-pe.ts';
export { prepareSignature, signPe } from './signature/sign-pe.ts';
export type { Signature, Signer } from './signature/signers.ts';
export { readSignature } from './signature/signers.ts';
export { parseCertificates, parsePrivateKey } from './signature/signing-keys.ts';
export type { CheckedSignature, SignatureDatabases } from './signature/verify-pe.ts';
export { isTrusted, verifyPe } from './signature/verify-pe.ts';
export type {
  FoundUnifiedKernels,
  UnifiedKernelInfo,
  UnifiedKernelSection,
  UnreadableKernel,
} from './unified-kernel-info.ts';
export { findUnifiedKernels, unifiedKernelFacts } from './unified-kernel-info.ts';
