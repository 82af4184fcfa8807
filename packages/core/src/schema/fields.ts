import * as z from 'zod/mini';
import { wellFormed } from '../text/well-formed.ts';
import { noted, schemaNotes } from './schema-notes.ts';

// Pieces of schemas for documents from outside. `readBySchema` reads a value by them, `jsonSchemaOf` describes them for
// editors. Other schemas of zod fit in everywhere; each piece says what it adds.

/** A schema whose values are `T`. */
export type Schema<T = unknown> = z.ZodMiniType<T>;

/** The type of the values that a schema gives. */
export type Infer<S extends z.core.$ZodType> = z.output<S>;

type Fields = Readonly<Record<string, z.core.$ZodType>>;
type Read<F extends Fields> = Readonly<z.output<z.ZodMiniObject<F, z.core.$strict>>>;

export interface RecordNotes<Key extends string = string> {
  /** What one is called in messages: `a user`. */
  readonly noun?: string;
  /** What other tools call the fields: not accepted, but named in the hint. In lower case. */
  readonly otherNames?: Readonly<Record<string, Key>>;
}

interface RecordDef extends z.core.$ZodObjectDef {
  readonly type: 'object';
}

const strictObject: z.core.$constructor<z.ZodMiniObject> = z.ZodMiniObject;

/** A strict object of zod that passes over members which mean "absent" before it looks at the others. */
const RecordSchema = /* @__PURE__ */ z.core.$constructor<z.ZodMiniObject, RecordDef>('RecordSchema', (schema, def) => {
  strictObject.init(schema, def);
  const zeros = new Map(Object.entries(def.shape).map(([key, field]) => [key, schemaNotes.get(field)?.isZero]));
  const isAbsent = (key: string, member: unknown): boolean =>
    member === undefined || (zeros.has(key) && (member === null || zeros.get(key)?.(member) === true));
  const { parse } = schema._zod;
  schema._zod.parse = (payload, context) => {
    payload.value = withoutAbsent(payload.value, isAbsent);
    return parse(payload, context);
  };
});

/**
 * An object with these keys and no others. `null` and `undefined` mean absent, as in Go's decoder, and so do the zero
 * values of fields that are `filled`; what is absent is left out of the result.
 */
export function record<F extends Fields>(fields: F, notes: RecordNotes<keyof F & string> = {}): Schema<Read<F>> {
  const schema: z.ZodMiniType = noted(
    new RecordSchema({ type: 'object', shape: { ...fields }, catchall: z.never() }),
    notes,
  );
  // What was read belongs to the caller alone: that nobody changes it is a promise that needs no copy.
  return schema as Schema<Read<F>>;
}

function withoutAbsent(value: unknown, isAbsent: (key: string, member: unknown) => boolean): unknown {
  if (!isRecord(value)) return value instanceof Date ? [] : value;
  const entries = Object.entries(value);
  const present = entries.filter(([key, member]) => !isAbsent(key, member));
  return present.length === entries.length ? value : Object.fromEntries(present);
}

/** Whether a parsed value is an object with keys: no list, and no date of a TOML text. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A list of any length. */
export function list<T>(item: Schema<T>): Schema<readonly T[]> {
  const schema: z.ZodMiniType = z.array(item);
  return schema as Schema<readonly T[]>;
}

/** A text; an unpaired surrogate becomes U+FFFD, as in Go's decoder. */
export const text = (): Schema<string> => z.string().check(z.overwrite(wellFormed));

/** A whole number, by default any that a double holds exactly. */
export function integer(
  least: number = Number.MIN_SAFE_INTEGER,
  most: number = Number.MAX_SAFE_INTEGER,
): Schema<number> {
  const checks = [
    ...(least === Number.MIN_SAFE_INTEGER ? [] : [z.gte(least)]),
    ...(most === Number.MAX_SAFE_INTEGER ? [] : [z.lte(most)]),
  ];
  return checks.length === 0 ? z.int() : z.int().check(...checks);
}

/** One of some words. `hints`: what to do instead, for words that people try. */
export function word<const Word extends string>(
  words: readonly Word[],
  hints: Readonly<Record<string, string>> = {},
): Schema<Word> {
  return noted(z.enum(Object.fromEntries(words.map((name) => [name, name])) as { [W in Word]: W }), { hints });
}

/** A field that must be given. */
export function required<T>(schema: Schema<T>, description: string): Schema<T> {
  // A copy: others may use the same schema with another description.
  return schema.clone(schema._zod.def, { parent: true }).register(z.globalRegistry, { description });
}

/** A field that may be left out, and counts as given whatever its value. */
export function optional<T>(schema: Schema<T>, description?: string): z.ZodMiniExactOptional<Schema<T>> {
  const field = z.exactOptional(schema);
  return description === undefined ? field : field.register(z.globalRegistry, { description });
}

/**
 * A field that may be left out, and whose zero value (`''`, `0`, `false`) says the same as leaving it out. Where the
 * schema converts values, `isZero` says what is read as zero.
 */
export function filled<T>(
  schema: Schema<T>,
  description?: string,
  isZero: (value: unknown) => boolean = zeroOf(schema),
): z.ZodMiniExactOptional<Schema<T>> {
  return noted(optional(schema, description), { isZero });
}

function zeroOf(schema: z.core.$ZodType): (value: unknown) => boolean {
  if (schema instanceof z.core.$ZodBoolean) return (value) => value === false;
  if (schema instanceof z.core.$ZodNumber) return (value) => value === 0;
  return (value) => value === '';
}
