import type { JsonSchema } from './osbuild-json-schema.ts';
import { SchemaWriter, type SharedParts } from './schema-writer.ts';

/** The parts of osbuild's `org.osbuild.NAME.meta.json` that are read here. */
export interface StageMeta {
  readonly summary?: string;
  /** Version 1: the schema of the options alone. */
  readonly schema?: JsonSchema;
  /** Version 2: the schemas of options, inputs, devices and mounts by name. */
  readonly schema_2?: {
    readonly options?: JsonSchema;
    readonly definitions?: Readonly<Record<string, JsonSchema>>;
    readonly inputs?: JsonSchema;
    readonly devices?: JsonSchema;
    readonly mounts?: JsonSchema;
  };
}

export interface StageNames {
  /** `org.osbuild.mkfs.ext4` */
  readonly stage: string;
  /** `mkfs-ext4`, the file without its ending */
  readonly file: string;
  /** `mkfsExt4`, the schema */
  readonly schema: string;
}

/** How a stage's file and schema are called; undefined for what is not the name of a stage. */
export function stageNames(stage: string): StageNames | undefined {
  const match = /^org\.osbuild\.([a-z0-9]+(?:[.-][a-z0-9]+)*)$/.exec(stage);
  const words = match?.[1]?.split(/[.-]/);
  if (words === undefined) return undefined;
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return {
    stage,
    file: words.join('-'),
    schema: pascal.charAt(0).toLowerCase() + pascal.slice(1),
  };
}

/** The schema of a stage's options, and what its references lead to. */
export interface OptionsSchema {
  readonly options: JsonSchema;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

export function optionsOf(meta: StageMeta): OptionsSchema {
  const options = meta.schema_2?.options ?? meta.schema ?? {};
  return {
    options,
    definitions: { ...meta.schema_2?.definitions, ...options.definitions, ...meta.schema?.definitions },
  };
}

/** The text of `src/shared-schemas.ts`: a zod schema for each part. Not yet formatted. */
export function sharedSource(parts: SharedParts): string {
  const writer = new SchemaWriter({});
  const schemas = Object.entries(parts).map(([name, part]) => `export const ${name} = ${writer.text(part)};\n`);
  const imports = ["import * as z from 'zod';", ...writer.imports('.')];
  return `// Written by \`npm run add-stage\`: what the options of several stages have alike.\n${imports.join('\n')}\n\n${schemas.join('\n')}`;
}

/**
 * The text of `src/stages/FILE.ts`: the zod schema of the stage's options. Not yet formatted. What is among `parts` is
 * taken from `src/shared-schemas.ts`.
 */
export function stageSource(
  names: StageNames,
  { options, definitions }: OptionsSchema,
  parts: SharedParts = {},
): string {
  const writer = new SchemaWriter(definitions, parts);
  const body = writer.objectText(options);
  return [
    "import * as z from 'zod';",
    ...writer.imports('..'),
    '',
    ...writer.constants,
    `/** Options of \`${names.stage}\`, in the order in which they are written. */`,
    `export const ${names.schema} = ${body};`,
    '',
  ].join('\n');
}
