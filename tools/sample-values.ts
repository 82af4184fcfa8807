import fc from 'fast-check';

/** Of draft 7, as far as its keywords are read. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The same values for a schema at every run. */
const draw = { seed: 20_260_814, numRuns: 300 };

/** Different values that a JSON Schema describes, small ones first. Not all of them meet its conditions on keys. */
export function sampleValues(schema: JsonSchema): readonly unknown[] {
  const definitions = [schema.definitions].find(isSchema) ?? {};
  const texts = fc.sample(valuesOf(schema, definitions), draw).map((value) => JSON.stringify(value));
  return [...new Set(texts)].sort((one, other) => one.length - other.length).map((text): unknown => JSON.parse(text));
}

function valuesOf(schema: unknown, definitions: JsonSchema): fc.Arbitrary<unknown> {
  if (!isSchema(schema)) return fc.constantFrom('anything', 1, true);
  if (typeof schema.$ref === 'string') {
    return valuesOf(definitions[schema.$ref.replace(/^#\/definitions\//, '')], definitions);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.allOf)) {
    return fc.tuple(...schema.allOf.map((one) => valuesOf(one, definitions))).map((all) => Object.assign({}, ...all));
  }
  const choices = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (choices !== undefined && schema.properties === undefined)
    return fc.oneof(...choices.map((choice) => valuesOf(choice, definitions)));
  const [type] = [schema.type].flat();
  switch (type ?? implied(schema)) {
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return fc.integer({
        min: atLeast(schema.minimum, 0),
        max: Math.min(Number(schema.maximum ?? 4096), 2 ** 31 - 1),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const least = atLeast(schema.minItems, 0);
      const most = Math.min(Number(schema.maxItems ?? least + 2), least + 2);
      return fc.array(valuesOf(schema.items, definitions), { minLength: least, maxLength: most });
    }
    case 'object':
      return objects(schema, definitions);
    default:
      return fc.constantFrom('anything', 1, true);
  }
}

/** osbuild leaves out the type where a keyword says it. */
function implied(schema: JsonSchema): string | undefined {
  if (schema.properties !== undefined || schema.patternProperties !== undefined) return 'object';
  return schema.items === undefined ? undefined : 'array';
}

/** Few of the optional keys are more often there than many: keys may exclude each other. */
function objects(schema: JsonSchema, definitions: JsonSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries(isSchema(schema.properties) ? schema.properties : {});
  const fields = new Map(properties.map(([key, value]) => [key, valuesOf(value, definitions)]));
  const required = (Array.isArray(schema.required) ? schema.required : []).filter((key) => fields.has(key));
  const optional = [...fields.keys()].filter((key) => !required.includes(key));
  const named = fc
    .oneof(fc.subarray(optional, { maxLength: Math.min(2, optional.length) }), fc.subarray(optional))
    .chain((keys) => {
      const chosen = [...fields].filter(([key]) => required.includes(key) || keys.includes(key));
      return fc.record(Object.fromEntries(chosen), { noNullPrototype: true });
    });
  const { additionalProperties: others, propertyNames, patternProperties } = schema;
  const [pattern, value] = isSchema(patternProperties) ? (Object.entries(patternProperties)[0] ?? []) : [];
  if (fields.size > 0 || (others === false && pattern === undefined)) return named;
  const keys = pattern === undefined ? (isSchema(propertyNames) ? propertyNames : {}) : { pattern };
  return fc.dictionary(texts(keys), valuesOf(value ?? others, definitions), { maxKeys: 2, noNullPrototype: true });
}

function texts({ pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
  const words = ['name', 'some-name', '/usr/share/some name', 'é', '10', '10G', 'a=b'];
  const lengths = { minLength: atLeast(minLength, 0), maxLength: Math.min(Number(maxLength ?? 12), 12) };
  if (typeof pattern === 'string') return matching(pattern);
  const fitting = words.filter(({ length }) => length >= lengths.minLength && length <= Number(maxLength ?? 100));
  return fitting.length > 0 ? fc.constantFrom(...fitting) : fc.string(lengths);
}

/** What fast-check does not draw by, such as a lookahead, is met by trying. */
function matching(pattern: string): fc.Arbitrary<string> {
  const whole = new RegExp(pattern);
  const drawn = new RegExp(pattern.replaceAll(/\\b|\(\?[!=](?:[^()]|\([^()]*\))*\)/g, ''));
  return fc.stringMatching(drawn, { size: 'small' }).filter((text) => whole.test(text));
}

function atLeast(limit: unknown, otherwise: number): number {
  return Math.max(Number(limit ?? otherwise), -(2 ** 31));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
