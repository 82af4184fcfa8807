import type { JsonSchema } from './osbuild-json-schema.ts';

/** Schemas by name, each of which all modules that have it share. */
export type SharedParts = Readonly<Record<string, JsonSchema>>;

/** The type that modules of one schema use. */
export const optionsType = { OptionsOf: 'schema/options-of.ts' };

/** Imports of helpers by the name that the text of a schema uses them by. */
const helpers: Readonly<Record<string, string>> = {
  keysMeet: 'schema/keys-meet.ts',
  distinctItems: 'schema/distinct-items.ts',
  pythonRegex: 'schema/python-regex.ts',
  notAnObject: 'schema/other-types.ts',
  withoutKeys: 'schema/other-types.ts',
};

/** A definition whose text is not longer than this gets no name. */
const longestInline = 24;

/** JSON Schema → the text of a zod expression. */
export class SchemaWriter {
  readonly constants: string[] = [];
  readonly #used = new Set<string>();
  readonly #usedParts = new Set<string>();
  /** The names of shared parts by their text. */
  readonly #parts: ReadonlyMap<string, string>;
  readonly #definitions: Readonly<Record<string, JsonSchema>>;
  readonly #named = new Set<string>();

  constructor(definitions: Readonly<Record<string, JsonSchema>>, parts: SharedParts = {}) {
    this.#definitions = definitions;
    const plain = Object.keys(parts).length === 0 ? this : new SchemaWriter({});
    this.#parts = new Map(Object.entries(parts).map(([name, part]) => [plain.text(part), name]));
  }

  /**
   * Import lines for what the texts so far use, as seen from `src/` or from a folder in it (`from` is `..`), and for the
   * types in `types`, by their files.
   */
  imports(from: '.' | '..', types: Readonly<Record<string, string>> = {}): readonly string[] {
    const used = Object.entries(helpers).filter(([name]) => this.#used.has(name));
    const parts = [...this.#usedParts].sort();
    const lines = [
      ...used.map(([name, file]) => [file, `import { ${name} } from '${from}/${file}';`] as const),
      ...Object.entries(types).map(
        ([name, file]) => [file, `import type { ${name} } from '${from}/${file}';`] as const,
      ),
    ];
    return [
      ...lines.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line),
      ...(parts.length === 0 ? [] : [`import { ${parts.join(', ')} } from '${from}/shared-schemas.ts';`]),
    ];
  }

  text(schema: JsonSchema): string {
    if (schema.$ref !== undefined) return this.#reference(schema.$ref);
    if (schema.enum !== undefined) return literals(schema.enum);
    const { oneOf, anyOf } = schema;
    const forms = oneOf ?? anyOf;
    if (forms !== undefined && typeof schema.type === 'string' && schema.type !== 'object') {
      const { oneOf: _one, anyOf: _any, ...common } = schema;
      return this.#union(
        forms.map((form) => ({ ...common, ...form })),
        oneOf !== undefined,
      );
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
    if (isOfObjects(schema)) return this.#orOther(schema);
    if (schema.items !== undefined) return this.#array(schema);
    if (schema.allOf !== undefined) return this.text(this.#merged(schema.allOf));
    return forms === undefined ? 'z.unknown()' : this.#union(forms, oneOf !== undefined);
  }

  /** A value that has to be an object, whether or not the schema names its type. */
  objectText(schema: JsonSchema): string {
    const choices = schema.oneOf ?? schema.anyOf;
    if (schema.properties === undefined && choices?.every((choice) => isOfObjects(this.#resolved(choice)))) {
      const texts = choices.map((choice) => (choice.$ref === undefined ? this.objectText(choice) : this.text(choice)));
      // Where the choices are written out here, each is an object by its place.
      const typed = choices.map((choice) => (choice.$ref === undefined ? { ...choice, type: 'object' } : choice));
      return union(texts, schema.oneOf !== undefined && !this.#areDisjoint(typed));
    }
    const before = new Set(this.#used);
    const text = this.#shape(schema) + this.#presence(schema);
    const shared = this.#parts.get(text);
    if (shared === undefined) return text;
    this.#used.clear();
    for (const name of before) this.#used.add(name);
    this.#usedParts.add(shared);
    return shared;
  }

  #shape(schema: JsonSchema): string {
    const properties = schema.properties ?? {};
    const required = new Set(schema.required);
    const keyed = Object.entries(properties);
    // What is required without a schema of its own may have any value.
    const others = [...required].filter((key) => !(key in properties)).map((key): [string, JsonSchema] => [key, {}]);
    const fields = [...keyed, ...others].map(([key, value]) => {
      const text = this.text(value);
      return `${/^[A-Za-z_]\w*$/.test(key) ? key : literal(key)}: ${required.has(key) ? text : `z.exactOptional(${text})`}`;
    });
    const patterns = Object.entries(schema.patternProperties ?? {});
    const isClosed = schema.additionalProperties === false;
    const rest = typeof schema.additionalProperties === 'object' ? this.text(schema.additionalProperties) : undefined;
    const records = patterns.map(([pattern, value]) => {
      const kind = isClosed || pattern === '.*' ? 'z.record' : 'z.looseRecord';
      return `${kind}(${this.#keyText(pattern)}, ${this.text(value)})`;
    });
    if (fields.length === 0) {
      if (records.length > 0) return intersection(records);
      if (!isClosed) return `z.record(z.string(), ${rest ?? 'z.unknown()'})`;
    }
    const object = `{ ${fields.join(', ')} }`;
    if (isClosed) return intersection([`z.strictObject(${object})`, ...records]);
    return rest === undefined
      ? intersection([`z.looseObject(${object})`, ...records])
      : `z.object(${object}).catchall(${rest})`;
  }

  /** What is asked of an object's keys together: these or those, not both. */
  #presence(schema: JsonSchema): string {
    const { oneOf, anyOf, allOf, not, minProperties, maxProperties } = schema;
    const text = JSON.stringify({ oneOf, anyOf, allOf, not, minProperties, maxProperties });
    return text === '{}' ? '' : `.refine(...${this.#use('keysMeet')}(${text}))`;
  }

  #use(helper: string): string {
    this.#used.add(helper);
    return helper;
  }

  /** A schema that names no type has nothing to say about values of other types. */
  #orOther(schema: JsonSchema): string {
    const text = this.objectText(schema);
    if (text === 'z.record(z.string(), z.unknown())') return 'z.unknown()';
    if (text === 'z.strictObject({  })') return this.#use('withoutKeys');
    return `z.union([${text}, ${this.#use('notAnObject')}])`;
  }

  #string(schema: JsonSchema): string {
    const least = schema.minLength === undefined ? '' : `.min(${schema.minLength})`;
    const most = schema.maxLength === undefined ? '' : `.max(${schema.maxLength})`;
    return `z.string()${least}${most}${schema.pattern === undefined ? '' : `.regex(${this.#regex(schema.pattern)})`}`;
  }

  /** Keys of a form; those with a plain beginning have a type that says so. */
  #keyText(pattern: string): string {
    if (pattern === '.*') return 'z.string()';
    const beginning = /^\^([\w-]+)\.\*\$$/.exec(pattern)?.[1];
    return beginning === undefined
      ? `z.string().regex(${this.#regex(pattern)})`
      : `z.templateLiteral([${literal(beginning)}, z.string().regex(/^.*$/)])`;
  }

  #regex(pattern: string): string {
    const text = `/${linear(new RegExp(pattern).source)}/`;
    return isReadAlike(pattern) ? text : `${this.#use('pythonRegex')}(${text})`;
  }

  #array(schema: JsonSchema): string {
    const { items, minItems, maxItems, uniqueItems = false } = schema;
    const distinct = uniqueItems ? `.refine(...${this.#use('distinctItems')})` : '';
    if (items !== undefined && isList(items)) {
      const texts = items.map((item) => this.text(item)).join(', ');
      // No schema of osbuild has items that may be missing.
      return `z.tuple([${texts}])${distinct}`;
    }
    const least = minItems === undefined ? '' : `.min(${minItems})`;
    const most = maxItems === undefined ? '' : `.max(${maxItems})`;
    return `z.array(${items === undefined ? 'z.unknown()' : this.text(items)})${least}${most}${distinct}`;
  }

  #union(choices: readonly JsonSchema[], exactlyOne = false): string {
    const texts = choices.map((choice) => this.text(choice));
    return union(texts, exactlyOne && !this.#areDisjoint(choices));
  }

  /** Whether no value can be of two of the forms, as they are of several types or have a key with a value of its own. */
  #areDisjoint(choices: readonly JsonSchema[]): boolean {
    const forms = choices.map((choice) => this.#resolved(choice));
    const types = forms.map(({ type }) => type);
    if (types.every((type) => typeof type === 'string') && new Set(types).size === types.length) return true;
    const [first] = forms;
    return (first?.required ?? []).some((key) => {
      const values = forms.map((form) => this.#resolved(form.properties?.[key] ?? {}).enum ?? []);
      const all = values.flat();
      const isRequired = forms.every((form) => form.type === 'object' && form.required?.includes(key) === true);
      return isRequired && values.every((some) => some.length > 0) && new Set(all).size === all.length;
    });
  }

  /** One object with the keys of all: `allOf` of objects. */
  #merged(all: readonly JsonSchema[]): JsonSchema {
    return all
      .map((one) => this.#resolved(one))
      .reduce((left, right) => ({
        type: 'object',
        properties: { ...left.properties, ...right.properties },
        required: [...new Set([...(left.required ?? []), ...(right.required ?? [])])],
        additionalProperties: left.additionalProperties !== false && right.additionalProperties !== false,
      }));
  }

  #resolved(schema: JsonSchema): JsonSchema {
    const { $ref } = schema;
    return $ref === undefined ? schema : this.#resolved(this.#target($ref));
  }

  #target(ref: string): JsonSchema {
    const target = this.#definitions[ref.replace(/^#\/definitions\//, '')];
    if (target === undefined) throw new Error(`the reference ${ref} leads nowhere`);
    return target;
  }

  #reference(ref: string): string {
    const key = ref.replace(/^#\/definitions\//, '');
    const target = this.#target(ref);
    const name = key
      .replace(/^([\d-]+)-(.+)/, '$2-$1')
      .replace(/[^A-Za-z0-9]+(.)/g, (_, first: string) => first.toUpperCase());
    if (!this.#named.has(name)) {
      const text = this.text(target);
      if (text.length <= longestInline) return text;
      this.#named.add(name);
      this.constants.push(`const ${name} = ${text};`, '');
    }
    return name;
  }
}

function isOfObjects(schema: JsonSchema): boolean {
  const { type, properties, patternProperties, additionalProperties, required } = schema;
  if (type !== undefined) return type === 'object';
  return [properties, patternProperties, additionalProperties, required].some((keyword) => keyword !== undefined);
}

function isList(items: JsonSchema | readonly JsonSchema[]): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

function union(texts: readonly string[], exactlyOne: boolean): string {
  return `z.${exactlyOne && texts.length > 1 ? 'xor' : 'union'}([${texts.join(', ')}])`;
}

function intersection(texts: readonly string[]): string {
  return texts.reduce((left, right) => `z.intersection(${left}, ${right})`);
}

function literals(values: readonly (string | number | boolean | null)[]): string {
  const texts = values.map(literal);
  return `z.literal(${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`})`;
}

function bounds(schema: JsonSchema): string {
  const least = schema.minimum === undefined ? '' : `.min(${schema.minimum})`;
  return `${least}${schema.maximum === undefined ? '' : `.max(${schema.maximum})`}`;
}

/** Whether Python and JavaScript find a pattern in the same texts: it has no class, no point and no end. */
function isReadAlike(pattern: string): boolean {
  const classes = /\\[wdsb]/.test(pattern);
  return !classes && !/[.$]/.test(pattern.replaceAll(/\\.|\[(?:[^\]\\]|\\.)*\]/gs, ''));
}

/**
 * A pattern that takes the same texts in time that grows with their length, not with its square or cube:
 * `x+@?x*` as `x+(?:@x*)?`, and `x+` as `x` at the start of a pattern that may match anywhere.
 */
function linear(pattern: string): string {
  return pattern.replace(/(\[[^\]]+\])\+\[@\]\{0,1\}\1\*/g, '$1+(?:@$1*)?').replace(/^(\[[^\]]+\])\+(?=\.)/, '$1');
}

function literal(value: string | number | boolean | null): string {
  return typeof value === 'string'
    ? `'${JSON.stringify(value).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`
    : String(value);
}
