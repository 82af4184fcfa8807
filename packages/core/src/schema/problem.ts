import * as z from 'zod/mini';
import type * as core from 'zod/v4/core';
import type { Schema } from './fields.ts';

/** What is wrong with a value, beyond its type. */
export interface Problem {
  /** Behind the subject and a slash in the fault's code: `too-long`. */
  readonly code: string;
  /** `name` is that of the value in its document: `uid`, `user[2]`. */
  readonly message: (name: string) => string;
  readonly hint?: string;
}

type Issues = core.$ZodRawIssue[];

function add(issues: Issues, input: unknown, problem: Problem): void {
  issues.push({ code: 'custom', input, params: { problem } });
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
  return schema.check((payload) => {
    const problem = check(payload.value);
    if (problem !== undefined) add(payload.issues, payload.value, problem);
  });
}

/** A conversion's result, or why there is none. */
export type Conversion<T> = { readonly value: T } | { readonly problem: Problem };

/** The values of a schema converted. */
export function converted<From, Input, To>(
  schema: Schema<From, Input>,
  convert: (value: From) => Conversion<To>,
): Schema<To, Input> {
  return z.pipe(
    schema,
    z.transform((value: From, context): To => {
      const result = convert(value);
      if ('value' in result) return result.value;
      add(context.issues, value, result.problem);
      return z.NEVER;
    }),
  );
}
