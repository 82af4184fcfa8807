import type { JsonSchema } from './osbuild-json-schema.ts';
import { optionsType, SchemaWriter, type SharedParts } from './schema-writer.ts';
import type { StageMeta } from './stage-source.ts';
import { stageNames } from './stage-source.ts';

/** What a manifest has next to stages, by the folder of osbuild that describes it. */
export const moduleKinds = ['sources', 'inputs', 'devices', 'mounts'] as const;

export type ModuleKind = (typeof moduleKinds)[number];

export interface ModuleNames {
  /** `org.osbuild.ostree.deployment` */
  readonly module: string;
  readonly kind: ModuleKind;
  /** `ostree-deployment`, the file without its ending */
  readonly file: string;
  /** `ostreeDeploymentMountSchema` */
  readonly schema: string;
  /** `OstreeDeploymentMount` */
  readonly type: string;
}

/** How the file, schema and type of a source, input, device or mount are called; undefined for what is not a name. */
export function moduleNames(kind: ModuleKind, module: string): ModuleNames | undefined {
  const names = stageNames(module);
  if (names === undefined) return undefined;
  const noun = kind.charAt(0).toUpperCase() + kind.slice(1, -1);
  const type = `${names.schema.charAt(0).toUpperCase()}${names.schema.slice(1)}${noun}`;
  return { module, kind, file: names.file, schema: `${names.schema}${noun}Schema`, type };
}

const anyOptions: JsonSchema = { type: 'object' };
const anyReferences: JsonSchema = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'object' },
    {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id'],
        properties: { id: { type: 'string' }, options: anyOptions },
      },
    },
  ],
};

/** The schema of a whole source, input, device or mount: what its module says, within what every manifest has. */
export function moduleSchema({ kind, module }: ModuleNames, meta: StageMeta): JsonSchema {
  const schema: JsonSchema = meta.schema_2 ?? meta.schema ?? {};
  const { properties = {}, required = [], definitions = {}, ...others } = schema;
  const type: JsonSchema = { enum: [module] };
  switch (kind) {
    case 'sources': {
      // Older names of "items" are not allowed in manifests of version 2.
      const { items = {}, options } = properties;
      const fields = options === undefined ? { items } : { items, options };
      return { definitions, type: 'object', additionalProperties: false, required: ['items'], properties: fields };
    }
    case 'inputs': {
      if (others.oneOf !== undefined) return schema;
      const origin: JsonSchema = { enum: ['org.osbuild.source', 'org.osbuild.pipeline'] };
      const common = { type, origin, references: anyReferences };
      const fields = Object.keys(properties).length === 0 ? { ...common, options: anyOptions } : properties;
      return {
        definitions,
        type: 'object',
        additionalProperties: false,
        required: ['type', 'origin', 'references'],
        properties: { ...fields, type },
      };
    }
    case 'devices':
      return {
        definitions,
        type: 'object',
        additionalProperties: false,
        required: ['type'],
        properties: { type, parent: { type: 'string' }, options: { type: 'object', ...schema } },
      };
    case 'mounts': {
      const { name = {}, source, target, partition, options = {} } = properties;
      const places = { ...(source && { source }), ...(target && { target }) };
      return {
        definitions,
        type: 'object',
        additionalProperties: false,
        required: [...new Set([...required, 'type'])],
        properties: {
          name,
          type,
          ...places,
          options: { type: 'object', ...options },
          ...(partition && { partition }),
        },
      };
    }
  }
}

/** The text of `src/KIND/FILE.ts`: the zod schema of a module and its type. Not yet formatted. */
export function moduleSource(names: ModuleNames, schema: JsonSchema, parts: SharedParts = {}): string {
  const { definitions = {}, ...rest } = schema;
  const writer = new SchemaWriter(definitions, parts);
  const body = writer.objectText(rest);
  const article = names.kind === 'inputs' ? 'An' : 'A';
  return [
    "import * as z from 'zod';",
    ...writer.imports('..', optionsType),
    '',
    ...writer.constants,
    `/** ${article} ${names.kind.slice(0, -1)} \`${names.module}\`. */`,
    `export const ${names.schema} = ${body};`,
    '',
    `export type ${names.type} = OptionsOf<typeof ${names.schema}>;`,
    '',
  ].join('\n');
}
