import * as z from 'zod/mini';
import type * as core from 'zod/v4/core';
import { Fault } from '../faults/fault.ts';
import type { Schema } from './schema.ts';

/** How a value of a document and one of the program become each other. */
export interface Coding<From, To> {
  /** A `Fault` that it throws is reported: at the value where it names no document, otherwise at its own place. */
  readonly decode: (value: From) => To;
  readonly encode: (value: To) => From;
}

/** The values of a schema in the form that the program uses; `encodeBySchema` gives the document's form again. */
export function coded<From, Input, To>(
  schema: Schema<From, Input>,
  { decode, encode }: Coding<From, To>,
): Schema<To, Input> {
  const coding: z.ZodMiniType = z.codec(schema, z.unknown(), {
    decode: (value, { issues }) => {
      try {
        return decode(value);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        issues.push({ code: 'custom', input: value, params: { faults: error.all() } });
        return z.NEVER;
      }
    },
    // zod asks for absent members as well, and then leaves them out.
    encode: (value) => (value === undefined ? value : encode(value as To)) as From,
  });
  return coding as Schema<To, Input>;
}

/** The faults that a `decode` threw. */
export function decodeFaults(issue: core.$ZodIssue): readonly Fault[] | undefined {
  return issue.code === 'custom' ? issue.params?.faults : undefined;
}

/** What a schema of `coded` records reads as this value; keys in the order of the schema, absent ones left out. */
export function encodeBySchema<T, Input>(schema: Schema<T, Input>, value: T): Input {
  return z.encode(schema, value);
}
