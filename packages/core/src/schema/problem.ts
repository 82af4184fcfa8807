import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { isObject } from '../json/json-object.ts';
import type { Schema } from './schema.ts';

/** What is wrong with a value, beyond its type. */
export interface Problem {
  /** Behind the subject and a slash in the fault's code: `too-long`. */
  readonly code: string;
  /** `name` is that of the value in its document: `uid`, `user[2]`. */
  readonly message: (name: string) => string;
  readonly hint?: string;
  /** The key that it is about, where that is not the value itself. One that the document has not is a missing key. */
  readonly key?: string;
}

type Issues = core.$ZodRawIssue[];

function add(issues: Issues, input: unknown, problem: Problem): void {
  const path = problem.key === undefined ? [] : [problem.key];
  issues.push({ code: 'custom', input, path, params: { problem } });
}

/** The problem of an issue that `checked` or `converted` reported. */
export function problemOf(issue: core.$ZodIssueCustom): Problem | undefined {
  return issue.params?.problem;
}

/** The schema with a further check, which gives what is wrong with a value; absent where nothing is. */
export function checked<T, Input>(
  schema: Schema<T, Input>,
  check: (value: T) => Problem | undefined,
): Schema<T, Input> {
  return derived(schema, (payload) => {
    // The schema found no fault with it.
    const problem = check(payload.value as T);
    if (problem !== undefined) add(payload.issues, payload.value, problem);
  });
}

/** A schema of texts, each replaced by what `replace` makes of it. */
export const replaced = (schema: Schema<string, string>, replace: (value: string) => string): Schema<string, string> =>
  derived(schema, (payload) => {
    if (typeof payload.value === 'string') payload.value = replace(payload.value);
  });

/** The schema with more done to values that it takes. It is a kind of its own: a check of zod takes three times as long. */
function derived<T, Input>(schema: Schema<T, Input>, then: (payload: core.ParsePayload) => void): Schema<T, Input> {
  const base = schema._zod.constr as core.$constructor<core.$ZodType>;
  // zod initializes a schema once for each name.
  const Derived = core.$constructor<core.$ZodType>(`${base.name}Derived`, (inst, def) => {
    const init: (inst: core.$ZodType, def: core.$ZodTypeDef) => void = base.init;
    init(inst, def);
    const { parse } = inst._zod;
    inst._zod.parse = (payload, context) => {
      const parsed = parse(payload, context);
      if (!(parsed instanceof Promise) && parsed.issues.length === 0) then(parsed);
      return parsed;
    };
  });
  return new Derived(schema._zod.def) as Schema<T, Input>;
}

/** A check of which keys a record has, which is done even where their values have faults. */
export function checkedKeys<T, Input>(
  schema: Schema<T, Input>,
  check: (keys: ReadonlySet<string>) => Problem | undefined,
): Schema<T, Input> {
  const always = core._check<T>(
    ({ value, issues }) => {
      const problem = isObject(value) ? check(new Set(Object.keys(value))) : undefined;
      if (problem !== undefined) add(issues, value, problem);
    },
    { when: () => true },
  );
  return schema.check(always);
}

/** A conversion's result, or why there is none. */
export type Conversion<T> = { readonly value: T } | { readonly problem: Problem };

/** The values of a schema converted. */
export function converted<From, Input, To>(
  schema: Schema<From, Input>,
  convert: (value: From) => Conversion<To>,
): Schema<To, Input> {
  const conversion: z.ZodMiniType = z.codec(schema, z.unknown(), {
    decode: (value, { issues }) => {
      const result = convert(value);
      if ('value' in result) return result.value;
      add(issues, value, result.problem);
      return z.NEVER;
    },
    encode: () => {
      throw new Error('a conversion goes one way');
    },
  });
  return conversion as Schema<To, Input>;
}
