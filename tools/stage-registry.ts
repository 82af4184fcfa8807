import { type ModuleKind, type ModuleNames, moduleKinds } from './module-source.ts';
import type { JsonSchema } from './osbuild-json-schema.ts';
import { type StageMeta, type StageNames, stageNames } from './stage-source.ts';

/** Names of all `stages`, sorted; two stages whose files would have one name are rejected. */
function sortedNames(stages: readonly string[]): readonly StageNames[] {
  const files = new Map<string, string>();
  return [...new Set(stages)].sort().map((stage) => {
    const names = stageNames(stage);
    if (names === undefined) throw new Error(`"${stage}" is not a stage name`);
    const other = files.get(names.file);
    if (other !== undefined) throw new Error(`"${stage}" and "${other}" would share the file ${names.file}.ts`);
    files.set(names.file, stage);
    return names;
  });
}

const header = (folders: string) => `// Written by \`npm run add-stage\`: one line for each file of ${folders}.\n`;

/** The text of `src/stage-schemas.ts`: the options' zod schema by stage name. */
export function stageRegistry(stages: readonly string[]): string {
  const all = sortedNames(stages);
  const imports = all.map((names) => `import { ${names.schema} } from './stages/${names.file}.ts';`).sort();
  return `${header('stages/')}import type * as z from 'zod';
${imports.join('\n')}

/** The schema of the options of every stage of osbuild. */
export const stageSchemas = {
${all.map((names) => `  '${names.stage}': ${names.schema},`).join('\n')}
} as const satisfies Readonly<Record<string, z.ZodType>>;
`;
}

/** The text of `src/module-schemas.ts`: the zod schema of every source, input, device and mount by its name. */
export function moduleRegistry(modules: readonly ModuleNames[]): string {
  const sorted = [...modules].sort((one, other) => (one.module < other.module ? -1 : 1));
  const imports = sorted.map(({ kind, file, schema }) => `import { ${schema} } from './${kind}/${file}.ts';`);
  const registry = (kind: ModuleKind) => `
/** The schema of every ${kind.slice(0, -1)} of osbuild. */
export const ${kind.slice(0, -1)}Schemas = {
${sorted
  .filter((names) => names.kind === kind)
  .map((names) => `  '${names.module}': ${names.schema},`)
  .join('\n')}
} as const satisfies Readonly<Record<string, z.ZodType>>;
`;
  return `${header('sources/, inputs/, devices/ and mounts/')}import type * as z from 'zod';
${imports.join('\n')}
${moduleKinds.map(registry).join('')}`;
}

/** Which inputs, devices and mounts a stage takes; as `StagePartRules` of packages/osbuild. */
export interface PartRules {
  readonly inputs?: 'any' | { readonly required: readonly string[]; readonly optional: readonly string[] };
  readonly devices?: readonly string[];
  readonly mounts?: number;
}

export function partRules(meta: StageMeta): PartRules {
  const { inputs, devices, mounts } = meta.schema_2 ?? {};
  return {
    ...(inputs === undefined ? {} : { inputs: inputNames(inputs) }),
    ...(devices?.required === undefined ? {} : { devices: devices.required }),
    ...(mounts?.minItems === undefined ? {} : { mounts: mounts.minItems }),
  };
}

/** Names that a pattern allows are written as the pattern between slashes. */
function inputNames({ properties = {}, patternProperties = {}, required = [], additionalProperties }: JsonSchema) {
  if (additionalProperties !== false) return 'any';
  const patterns = Object.keys(patternProperties).map((pattern) => `/${pattern}/`);
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return { required, optional: [...optional, ...patterns] };
}

/** The text of `src/parts/stage-parts.ts`: which inputs, devices and mounts each stage takes. */
export function partsRegistry(rules: Readonly<Record<string, PartRules>>): string {
  const lines = Object.keys(rules)
    .sort()
    .flatMap((stage) => {
      const text = JSON.stringify(rules[stage]);
      return text === '{}' ? [] : [`  '${stage}': ${text},`];
    });
  return `// Written by \`npm run add-stage\`: one line for each stage that takes inputs, or has to have devices or mounts.
import type { StagePartRules } from './stage.ts';

/** What the stages take next to their options. */
export const stageParts: Readonly<Record<string, StagePartRules>> = {
${lines.join('\n')}
};
`;
}
