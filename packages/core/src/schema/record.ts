import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import type { Schema } from './fields.ts';
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
  /** In the document. */
  readonly written: string;
  /** In the program. */
  readonly used: string;
  readonly isZero: ((value: unknown) => boolean) | undefined;
}

const strictObject: core.$constructor<z.ZodMiniObject> = z.ZodMiniObject;

/**
 * A strict object of zod that passes over members which mean "absent", and renames fields. It looks at members that are
 * given alone, which takes a quarter of the time: zod makes an issue for each optional field that is not there.
 */
const RecordSchema = /* @__PURE__ */ core.$constructor<z.ZodMiniObject, RecordDef>('RecordSchema', (schema, def) => {
  strictObject.init(schema, def);
  const fields = Object.entries(def.shape).map(([written, field]): Field => {
    const { isZero } = schemaNotes.get(field) ?? {};
    return { schema: field, written, used: def.names[written] ?? written, isZero };
  });
  schema._zod.parse = (payload, context) => {
    const { value: input, issues } = payload;
    if (!isRecord(input)) {
      issues.push({ code: 'invalid_type', expected: 'object', input, inst: schema });
      return payload;
    }
    const isRead = context.direction !== 'backward';
    const value: Record<string, unknown> = {};
    for (const field of fields) readField(field, input, { isRead, value, issues, context });
    if (isRead) {
      const keys = Object.keys(input).filter((key) => !Object.hasOwn(def.shape, key) && input[key] !== undefined);
      if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input, inst: schema });
    }
    payload.value = value;
    return payload;
  };
});

interface RecordReading {
  /** A document is read, not written. */
  readonly isRead: boolean;
  readonly value: Record<string, unknown>;
  readonly issues: core.$ZodRawIssue[];
  readonly context: core.ParseContextInternal;
}

function readField(field: Field, input: Readonly<Record<string, unknown>>, reading: RecordReading): void {
  const { isRead, value, issues, context } = reading;
  const { schema, isZero } = field;
  const [from, to] = isRead ? [field.written, field.used] : [field.used, field.written];
  const member = Object.hasOwn(input, from) ? input[from] : undefined;
  const isAbsent = member === undefined || member === null || isZero?.(member) === true;
  const { optin } = schema._zod;
  if (isAbsent && optin !== 'defaulted') {
    if (isRead && optin === undefined) {
      issues.push({ code: 'invalid_type', expected: 'nonoptional', input: undefined, path: [from], inst: schema });
    }
    return;
  }
  const result = schema._zod.run({ value: isAbsent ? undefined : member, issues: [] }, context);
  if (result instanceof Promise) throw new core.$ZodAsyncError();
  for (const issue of result.issues) issues.push({ ...issue, path: [from, ...(issue.path ?? [])] });
  if (result.value !== undefined) value[to] = result.value;
}

/**
 * An object with these keys and no others. `null` and `undefined` mean absent, as in Go's decoder, and so do the zero
 * values of fields that are `filled`; what is absent is left out of the result.
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

/** Whether a parsed value is an object with keys: no list, and no date of a TOML text. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
