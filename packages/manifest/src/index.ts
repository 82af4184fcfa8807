export { buildManifest } from './build-manifest.ts';
export type { ResolveContainer, ResolvedContainer } from './container-source.ts';
export { containerReferences } from './container-source.ts';
export { mockContainer } from './mock-container.ts';
