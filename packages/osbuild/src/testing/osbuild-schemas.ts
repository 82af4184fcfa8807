/** A JSON Schema as osbuild has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** The parts of `org.osbuild.NAME.meta.json` that say what is allowed; `schema_2` is for manifests of version 2. */
export interface ModuleMeta {
  readonly schema?: Schema;
  readonly schema_2?: Schema;
}

export type ModuleKind = 'stages' | 'sources' | 'inputs' | 'devices' | 'mounts';

/** osbuild's own schemas: `osbuild2.json`, and the modules of each kind by name. */
export interface OsbuildSchemas extends Readonly<Record<ModuleKind, Readonly<Record<string, ModuleMeta>>>> {
  readonly document: Schema;
}
