import * as z from 'zod/mini';
import type * as core from 'zod/v4/core';

/** What faults and JSON Schemas need to know of a schema and zod does not. */
export interface SchemaNotes {
  /** What a record is called in messages: `a user`. */
  readonly noun?: string;
  /** What other tools call the fields of a record: not accepted, but named in the hint. In lower case. */
  readonly otherNames?: Readonly<Record<string, string>>;
  /** Of a field that is `filled`: values that say the same as leaving it out. */
  readonly isZero?: (value: unknown) => boolean;
  /** What a value must be, in messages: `a name or a number`. Default: by the kind of schema. */
  readonly wanted?: string;
  /** Code of the faults of a value that is missing, empty or none of those allowed. Default: by the kind of fault. */
  readonly code?: string;
  /** What to do instead, for words that people try. */
  readonly hints?: Readonly<Record<string, string>>;
  /** Of a variant: the type of a record that does not say it. */
  readonly fallback?: string;
  /** Replaces the JSON Schema that zod makes. */
  readonly jsonSchema?: Readonly<Record<string, unknown>>;
}

/** Apart from zod's own registry, whose entries become part of JSON Schemas. */
export const schemaNotes = z.registry<SchemaNotes>();

/** The same schema, with more notes. */
export function noted<S extends core.$ZodType>(schema: S, notes: SchemaNotes): S {
  schemaNotes.add(schema, { ...schemaNotes.get(schema), ...notes } as never);
  return schema;
}
