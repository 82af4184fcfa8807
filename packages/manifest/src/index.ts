export { buildManifest } from './build-manifest.ts';
export type { ResolveContainer, ResolvedContainer } from './container-source.ts';
export { containerReferences } from './container-source.ts';
export type { CreatedManifest, LookUpContainer, LookUpPackages } from './create-manifest.ts';
export { createManifest, createManifestSync } from './create-manifest.ts';
export type { Depsolve } from './media/depsolve.ts';
export { mockDepsolve } from './media/mock-packages.ts';
export { mockContainer } from './mock-container.ts';
