export type { ManifestCheck } from './check-manifest.ts';
export { checkManifest } from './check-manifest.ts';
export type { ManifestProblem } from './problem.ts';
export type { ReadManifest, UnreadableManifest } from './read-manifest.ts';
export { readManifest } from './read-manifest.ts';
