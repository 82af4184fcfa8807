export { baseTable, diskArchitectures } from './base-tables.ts';
export { diskTypes } from './disk-types.ts';
export { foreignTypes } from './foreign-types.ts';
export type { DiskImageType, ForeignImageType, ImageType } from './image-type.ts';
export type { ResolvedImageType, Target } from './resolve.ts';
export { findImageType, imageTypeNames, imageTypes, resolveImageType } from './resolve.ts';
