export { baseTable, diskArchitectures } from './base-tables.ts';
export { diskTypes } from './disk-types.ts';
export type { LoraxTemplate, Release, Runner } from './distribution.ts';
export { isoLabel, loraxTemplates, runnerOf } from './distribution.ts';
export type {
  DiskImageType,
  ImageType,
  InstalledImageType,
  InstallerIsoType,
  IsoImageType,
  LiveIsoType,
  NetworkBootType,
} from './image-type.ts';
export type { InstallerPackages } from './installer-packages.ts';
export { bootPackages, installerPackages, runnerPackages } from './installer-packages.ts';
export type { IsoArchitecture } from './iso-architectures.ts';
export { efiArchitecture } from './iso-architectures.ts';
export type { ResolvedImageType, Target } from './resolve.ts';
export {
  findImageType,
  imageTypeNames,
  imageTypes,
  isInstalled,
  isoArchitecture,
  resolveImageType,
} from './resolve.ts';
export { sealedArchitectures } from './sealed-architectures.ts';
