export { isNoDigest, noDigest, notComputed, unclearLayer } from './digest-faults.ts';
export type { ContextType, PolicyText, Substitutions } from './file-contexts.ts';
export { FileContexts, substitutionsOf } from './file-contexts.ts';
