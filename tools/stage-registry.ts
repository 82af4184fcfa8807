import { type StageNames, stageNames } from './stage-source.ts';

/** The stages that a registry file already lists. */
export function registeredStages(registry: string): readonly string[] {
  return [...registry.matchAll(/'(org\.osbuild\.[^']+)'/g)].map((match) => match[1] ?? '');
}

/** Names of all `stages`, sorted; two stages whose files would have one name are refused. */
function sortedNames(stages: readonly string[]): readonly StageNames[] {
  const files = new Map<string, string>();
  return [...new Set(stages)].sort().map((stage) => {
    const names = stageNames(stage);
    if (names === undefined) throw new Error(`"${stage}" is no stage name`);
    const other = files.get(names.file);
    if (other !== undefined) throw new Error(`"${stage}" and "${other}" would share the file ${names.file}.ts`);
    files.set(names.file, stage);
    return names;
  });
}

const header = '// Written by `npm run add-stage`: one line for each file of stages/.\n';

/** The text of `src/stage-options.ts`: the options' type by stage name. */
export function optionsRegistry(stages: readonly string[]): string {
  const all = sortedNames(stages);
  const imports = all.map((names) => `import type { ${names.type} } from './stages/${names.file}.ts';`).sort();
  return `${header}${imports.join('\n')}

/** The type of the options of every stage that Bootwright knows. */
export interface StageOptions {
${all.map((names) => `  readonly '${names.stage}': ${names.type};`).join('\n')}
}

/** The name of a stage, such as \`org.osbuild.sfdisk\`. */
export type StageType = keyof StageOptions;
`;
}

/** The text of `src/stage-schemas.ts`: the options' zod schema by stage name. */
export function schemasRegistry(stages: readonly string[]): string {
  const all = sortedNames(stages);
  const imports = all.map((names) => `import { ${names.schema} } from './stages/${names.file}.ts';`).sort();
  return `${header}import type { z } from 'zod';
import type { StageType } from './stage-options.ts';
${imports.join('\n')}

/** The schema of the options of every stage that Bootwright knows. */
export const stageSchemas = {
${all.map((names) => `  '${names.stage}': ${names.schema},`).join('\n')}
} as const satisfies Readonly<Record<StageType, z.ZodType>>;
`;
}
