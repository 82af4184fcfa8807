export { buildManifest } from './build-manifest.ts';
export type { ResolveContainer, ResolvedContainer } from './container-source.ts';
export { containerReferences } from './container-source.ts';
export type { CreatedManifest, LookUpContainer } from './create-manifest.ts';
export { createManifest, createManifestSync } from './create-manifest.ts';
export { mockContainer } from './mock-container.ts';
