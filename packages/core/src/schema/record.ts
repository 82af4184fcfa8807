import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { isObject } from '../json/json-object.ts';
import type { Schema } from './schema.ts';
import { definitionOf } from './schema-definition.ts';
import { noted, schemaNotes } from './schema-notes.ts';

type Fields = Readonly<Record<string, core.$ZodType>>;
type Names<F extends Fields> = { readonly [Key in keyof F]?: string };
type Read<F extends Fields> = Readonly<z.output<z.ZodMiniObject<F, core.$strict>>>;
type Written<F extends Fields> = Readonly<z.input<z.ZodMiniObject<F, core.$strict>>>;
type Renamed<T, N> = { readonly [Key in keyof T as Key extends keyof N ? N[Key] & string : Key]: T[Key] };

export interface RecordNotes<Key extends string = string> {
  /** What one is called in messages: `a user`. */
  readonly noun?: string;
  /** What other tools call the fields: not accepted, but named in the hint. In lower case. */
  readonly otherNames?: Readonly<Record<string, Key>>;
}

interface RecordDef extends core.$ZodObjectDef {
  readonly type: 'object';
  readonly names: Names<Fields>;
}

/** A field of a record. */
interface Field {
  readonly schema: core.$ZodType;
  /** What it is read by where it is given. */
  readonly given: core.$ZodType;
  /** Its name in the program. */
  readonly used: string;
  readonly isZero: ((value: unknown) => boolean) | undefined;
}

const base: core.$constructor<z.ZodMiniType> = z.ZodMiniType;

// Objects and lists of zod, read by loops of our own. Those of zod make an issue for each optional field that is absent,
// which takes four times as long, and end the program with a full stack where a list has some 120,000 issues.

/** A strict object that passes over members which mean "absent", keeps the order of the document, and renames fields. */
const RecordSchema = /* @__PURE__ */ core.$constructor<z.ZodMiniType, RecordDef>('RecordSchema', (schema, def) => {
  base.init(schema, def);
  core.util.defineLazy(schema._zod, 'propValues', () => valuesOf(def.shape));
  const fields = Object.entries(def.shape).map(([written, field]): [string, Field] => {
    const made = definitionOf(field);
    const given = made.type === 'optional' ? made.innerType : field;
    const { isZero } = schemaNotes.get(field) ?? {};
    return [written, { schema: field, given, used: def.names[written] ?? written, isZero }];
  });
  const byKey = new Map(fields);
  const needed = fields.filter(([, { schema: field }]) => field._zod.optin !== 'optional');
  schema._zod.parse = (payload, context) => {
    const { value: input } = payload;
    if (!isObject(input)) return wrongType(payload, 'object', schema);
    const members = new Members(payload, context);
    const value: Record<string, unknown> = {};
    payload.value = value;
    if (context.direction === 'backward') {
      for (const [key, field] of fields) {
        const member = input[field.used];
        const isAbsent = member === undefined || field.isZero?.(member) === true;
        if (isAbsent && field.schema._zod.optin !== 'defaulted') continue;
        value[key] = members.parse(field.schema, field.used, isAbsent ? undefined : member);
      }
      return payload;
    }
    const unknown: string[] = [];
    for (const key of Object.keys(input)) {
      const member = input[key];
      if (member === undefined) continue;
      const field = byKey.get(key);
      if (field === undefined) unknown.push(key);
      else if (member !== null && field.isZero?.(member) !== true) {
        value[field.used] = members.parse(field.given, key, member);
      }
    }
    for (const [key, { schema: field, used }] of needed) {
      if (Object.hasOwn(value, used)) continue;
      if (field._zod.optin === 'defaulted') value[used] = members.parse(field, key, undefined);
      else payload.issues.push({ ...missing, path: [key], inst: field });
    }
    if (unknown.length > 0) {
      payload.issues.push({ code: 'unrecognized_keys', keys: unknown, input, inst: schema, continue: true });
    }
    return payload;
  };
});

const ListSchema = /* @__PURE__ */ core.$constructor<z.ZodMiniType, core.$ZodArrayDef<core.$ZodType>>(
  'ListSchema',
  (schema, def) => {
    base.init(schema, def);
    schema._zod.parse = (payload, context) => {
      const { value } = payload;
      if (!Array.isArray(value)) return wrongType(payload, 'array', schema);
      const members = new Members(payload, context);
      payload.value = value.map((item, index) => members.parse(def.element, index, item));
      return payload;
    };
  },
);

/** The values that fields allow, by which a variant tells its arms apart. */
function valuesOf(shape: Fields): Record<string, Set<core.util.Primitive>> {
  const entries = Object.entries(shape).flatMap(([key, { _zod }]) =>
    _zod.values === undefined ? [] : [[key, _zod.values] as const],
  );
  return Object.fromEntries(entries);
}

const missing = { code: 'invalid_type', expected: 'nonoptional', input: undefined } as const;

function wrongType(payload: core.ParsePayload, expected: 'object' | 'array', inst: core.$ZodType): core.ParsePayload {
  payload.issues.push({ code: 'invalid_type', expected, input: payload.value, inst });
  return payload;
}

/** Reads the members of one object or list; their issues become those of the whole. */
class Members {
  private readonly whole: core.ParsePayload;
  private readonly context: core.ParseContextInternal;
  /** Of the member that is read: used for each, as most have no issues. */
  private payload: core.ParsePayload = { value: undefined, issues: [] };

  constructor(whole: core.ParsePayload, context: core.ParseContextInternal) {
    this.whole = whole;
    this.context = context;
  }

  parse(schema: core.$ZodType, key: string | number, value: unknown): unknown {
    const { payload } = this;
    payload.value = value;
    const parsed = schema._zod.run(payload, this.context);
    if (parsed instanceof Promise) throw new core.$ZodAsyncError();
    if (parsed.issues.length > 0) {
      for (const issue of parsed.issues) this.whole.issues.push({ ...issue, path: [key, ...(issue.path ?? [])] });
      this.payload = { value: undefined, issues: [] };
    }
    return parsed.value;
  }
}

/** A list of any length. */
export function list<T, Input>(item: Schema<T, Input>): Schema<readonly T[], readonly Input[]> {
  const schema: z.ZodMiniType = new ListSchema({ type: 'array', element: item });
  return schema as Schema<readonly T[], readonly Input[]>;
}

/**
 * An object with these keys and no others. `null` and `undefined` mean absent, as in Go's decoder, and so do the zero
 * values of fields that are `filled`; what is absent is left out of the result. Other members keep their order.
 */
export function record<F extends Fields>(
  fields: F,
  notes: RecordNotes<keyof F & string> = {},
): Schema<Read<F>, Written<F>> {
  // What was read belongs to the caller alone: that nobody changes it is a promise that needs no copy.
  return recordSchema(fields, {}, notes) as Schema<Read<F>, Written<F>>;
}

/** A record whose fields have other names in the program: `renamed({ arch: … }, { arch: 'architecture' })`. */
export function renamed<F extends Fields, const N extends Names<F>>(
  fields: F,
  names: N,
  notes: RecordNotes<keyof F & string> = {},
): Schema<Renamed<Read<F>, N>, Written<F>> {
  return recordSchema(fields, names, notes) as Schema<Renamed<Read<F>, N>, Written<F>>;
}

function recordSchema(fields: Fields, names: Names<Fields>, notes: RecordNotes): z.ZodMiniType {
  return noted(new RecordSchema({ type: 'object', shape: { ...fields }, catchall: z.never(), names }), notes);
}
