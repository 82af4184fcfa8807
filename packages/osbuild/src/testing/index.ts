export type { ManifestValidator } from './manifest-validator.ts';
export { manifestValidator } from './manifest-validator.ts';
export type { ModuleKind, ModuleMeta, OsbuildSchemas, Schema } from './osbuild-schemas.ts';
