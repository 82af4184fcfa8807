/** The JSON Schema keywords that osbuild's stage schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minProperties?: number;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly $ref?: string;
}

/** The parts of osbuild's `org.osbuild.NAME.meta.json` that are read here. */
export interface StageMeta {
  readonly summary?: string;
  /** Version 1: the schema of the options alone. */
  readonly schema?: JsonSchema;
  /** Version 2: the schemas of options, inputs, devices and mounts by name. */
  readonly schema_2?: { readonly options?: JsonSchema; readonly definitions?: Readonly<Record<string, JsonSchema>> };
}

export interface StageNames {
  /** `org.osbuild.mkfs.ext4` */
  readonly stage: string;
  /** `mkfs-ext4`, the file without its ending */
  readonly file: string;
  /** `mkfsExt4`, the schema */
  readonly schema: string;
  /** `MkfsExt4Options`, the type */
  readonly type: string;
}

/** How a stage's file, schema and type are called; undefined for what is no stage name. */
export function stageNames(stage: string): StageNames | undefined {
  const match = /^org\.osbuild\.([a-z0-9]+(?:[.-][a-z0-9]+)*)$/.exec(stage);
  const words = match?.[1]?.split(/[.-]/);
  if (words === undefined) return undefined;
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return {
    stage,
    file: words.join('-'),
    schema: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    type: `${pascal}Options`,
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

/** Schemas by name, each of which all stages that have it share. */
export type SharedParts = Readonly<Record<string, JsonSchema>>;

/** The text of `src/shared-schemas.ts`: a zod schema for each part. Not yet formatted. */
export function sharedSource(parts: SharedParts): string {
  const writer = new SchemaWriter({});
  const schemas = Object.entries(parts).map(([name, part]) => `export const ${name} = ${writer.text(part)};\n`);
  const imports = ["import { z } from 'zod';"];
  if (writer.usesPresence) imports.push("import { keysMeet } from './keys-meet.ts';");
  return `// Written by \`npm run add-stage\`: what the options of several stages have alike.\n${imports.join('\n')}\n\n${schemas.join('\n')}`;
}

/**
 * The text of `src/stages/FILE.ts`: the zod schema of the stage's options and their type. Not yet formatted. What is
 * among `parts` is taken from `src/shared-schemas.ts`.
 */
export function stageSource(
  names: StageNames,
  { options, definitions }: OptionsSchema,
  parts: SharedParts = {},
): string {
  const writer = new SchemaWriter(definitions, parts);
  const body = writer.objectText(options);
  const imports = ["import { z } from 'zod';"];
  if (writer.usesPresence) imports.push("import { keysMeet } from '../keys-meet.ts';");
  imports.push("import type { OptionsOf } from '../options-of.ts';");
  const shared = [...writer.usedParts].sort();
  if (shared.length > 0) imports.push(`import { ${shared.join(', ')} } from '../shared-schemas.ts';`);
  return [
    ...imports,
    '',
    ...writer.constants,
    `/** Options of \`${names.stage}\`, in the order in which they are written. */`,
    `export const ${names.schema} = ${body};`,
    '',
    `export type ${names.type} = OptionsOf<typeof ${names.schema}>;`,
    '',
  ].join('\n');
}

/** JSON Schema → the text of a zod expression. */
class SchemaWriter {
  readonly constants: string[] = [];
  usesPresence = false;
  readonly usedParts: Set<string> = new Set();
  /** The names of shared parts by their text. */
  readonly #parts: ReadonlyMap<string, string>;
  readonly #definitions: Readonly<Record<string, JsonSchema>>;
  readonly #named = new Set<string>();

  constructor(definitions: Readonly<Record<string, JsonSchema>>, parts: SharedParts = {}) {
    this.#definitions = definitions;
    const plain = Object.keys(parts).length === 0 ? this : new SchemaWriter({});
    this.#parts = new Map(Object.entries(parts).map(([name, part]) => [plain.text(part), name]));
  }

  text(schema: JsonSchema): string {
    if (schema.$ref !== undefined) return this.#reference(schema.$ref);
    if (schema.enum !== undefined) return `z.literal([${schema.enum.map(literal).join(', ')}])`;
    const forms = schema.oneOf ?? schema.anyOf;
    if (forms !== undefined && typeof schema.type === 'string' && schema.type !== 'object') {
      const { oneOf: _one, anyOf: _any, ...common } = schema;
      return this.#union(forms.map((form) => ({ ...common, ...form })));
    }
    if (Array.isArray(schema.type)) return this.#union(schema.type.map((type) => ({ ...schema, type })));
    switch (schema.type) {
      case 'string':
        return this.#string(schema);
      case 'integer':
        return `z.int()${bounds(schema)}`;
      case 'number':
        return `z.number()${bounds(schema)}`;
      case 'boolean':
        return 'z.boolean()';
      case 'null':
        return 'z.null()';
      case 'array':
        return this.#array(schema);
      case 'object':
        return this.objectText(schema);
    }
    if (schema.properties !== undefined || schema.patternProperties !== undefined) return this.objectText(schema);
    if (schema.items !== undefined) return this.#array(schema);
    const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
    return choices === undefined ? 'z.unknown()' : this.#union(choices);
  }

  objectText(schema: JsonSchema): string {
    const choices = schema.oneOf ?? schema.anyOf;
    if (schema.properties === undefined && choices?.every((choice) => choice.type === 'object' || choice.$ref)) {
      return this.#union(choices);
    }
    const before = this.usesPresence;
    const text = this.#shape(schema) + this.#presence(schema);
    const shared = this.#parts.get(text);
    if (shared === undefined) return text;
    this.usesPresence = before;
    this.usedParts.add(shared);
    return shared;
  }

  #shape(schema: JsonSchema): string {
    const required = new Set(schema.required);
    const fields = Object.entries(schema.properties ?? {}).map(([key, value]) => {
      const text = this.text(value);
      return `${/^[A-Za-z_]\w*$/.test(key) ? key : literal(key)}: ${required.has(key) ? text : `z.exactOptional(${text})`}`;
    });
    const patterns = Object.entries(schema.patternProperties ?? {});
    const [pattern] = patterns;
    if (pattern !== undefined) {
      if (patterns.length > 1 || fields.length > 0)
        throw new Error('patternProperties beside other keys: write it by hand');
      const kind = schema.additionalProperties === false ? 'z.record' : 'z.looseRecord';
      return `${kind}(z.string().regex(${regex(pattern[0])}), ${this.text(pattern[1])})`;
    }
    const others = schema.additionalProperties;
    const rest = typeof others === 'object' ? this.text(others) : undefined;
    if (fields.length === 0 && others !== false) return `z.record(z.string(), ${rest ?? 'z.unknown()'})`;
    const object = `{ ${fields.join(', ')} }`;
    if (others === false) return `z.strictObject(${object})`;
    return rest === undefined ? `z.looseObject(${object})` : `z.object(${object}).catchall(${rest})`;
  }

  /** What is asked of an object's keys together: these or those, not both. */
  #presence(schema: JsonSchema): string {
    const { oneOf, anyOf, allOf, not, minProperties } = schema;
    const condition = { oneOf, anyOf, allOf, not, minProperties };
    const text = JSON.stringify(condition);
    if (text === '{}') return '';
    this.usesPresence = true;
    return `.refine(...keysMeet(${text}))`;
  }

  #string(schema: JsonSchema): string {
    const least = schema.minLength === undefined ? '' : `.min(${schema.minLength})`;
    const most = schema.maxLength === undefined ? '' : `.max(${schema.maxLength})`;
    return `z.string()${least}${most}${schema.pattern === undefined ? '' : `.regex(${regex(schema.pattern)})`}`;
  }

  #array(schema: JsonSchema): string {
    const least = schema.minItems === undefined ? '' : `.min(${schema.minItems})`;
    const most = schema.maxItems === undefined ? '' : `.max(${schema.maxItems})`;
    return `z.array(${schema.items === undefined ? 'z.unknown()' : this.text(schema.items)})${least}${most}`;
  }

  #union(choices: readonly JsonSchema[]): string {
    const texts = choices.map((choice) => this.text(choice));
    return texts.length === 1 ? (texts[0] ?? '') : `z.union([${texts.join(', ')}])`;
  }

  #reference(ref: string): string {
    const key = ref.replace(/^#\/definitions\//, '');
    const target = this.#definitions[key];
    if (target === undefined) throw new Error(`the reference ${ref} leads nowhere`);
    const name = key.replace(/[^A-Za-z0-9]+(.)/g, (_, first: string) => first.toUpperCase());
    if (!this.#named.has(name)) {
      this.#named.add(name);
      const text = this.text(target);
      this.constants.push(`const ${name} = ${text};`, '');
    }
    return name;
  }
}

function bounds(schema: JsonSchema): string {
  const least = schema.minimum === undefined ? '' : `.min(${schema.minimum})`;
  return `${least}${schema.maximum === undefined ? '' : `.max(${schema.maximum})`}`;
}

function regex(pattern: string): string {
  return `/${new RegExp(pattern).source}/`;
}

function literal(value: string | number | boolean | null): string {
  return typeof value === 'string'
    ? `'${JSON.stringify(value).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`
    : String(value);
}
