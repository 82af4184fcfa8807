export { checkManifest } from './check-manifest.ts';
export type { ManifestCheck } from './located.ts';
export type { ManifestProblem } from './problem.ts';
export type { ReadIds, TextPipeline } from './read-ids.ts';
export { readIds } from './read-ids.ts';
