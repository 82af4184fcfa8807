import { type DocumentPath, JsonNumber, memberOf, nearest, type PathStep } from '@bootwright/core';
import { closestForm, schemaHint } from '@bootwright/core/schemas';
import * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** What osbuild's schemas find wrong with a manifest. */
export interface DocumentProblem {
  readonly code: string;
  readonly message: string;
  /** The value that does not fit, or the key that is unknown or missing. */
  readonly path: DocumentPath;
  /** The value that osbuild itself names: that with the wrong keys, and that which has none of several forms. */
  readonly place: DocumentPath;
  readonly hint?: string;
}

/** Takes one problem; builds it only where it is listed. */
export type ReportProblem = (build: () => DocumentProblem) => void;

/** A value under check by its schema. */
interface Check {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly at: DocumentPath;
  readonly report: ReportProblem;
}

/** Reports what `schema` finds wrong with `value`, which is at `at`, in the schema's order. */
export function reportSchemaProblems(schema: z.ZodType, value: unknown, at: DocumentPath, report: ReportProblem): void {
  const result = schema.safeParse(value);
  for (const issue of result.error?.issues ?? []) reportIssue(issue, [], { schema, value, at, report });
}

function reportIssue(issue: Issue, prefix: readonly PathStep[], check: Check): void {
  const { schema, value, at, report } = check;
  const inner = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const path = [...at, ...inner];
  // osbuild says of a value that may have several forms that it has none, and no more.
  const choice = outermostChoice(schema, inner);
  const place = choice === undefined ? path : path.slice(0, at.length + choice);
  const placeOfKey = choice === undefined || choice === inner.length ? path.slice(0, -1) : place;
  const found = valueAt(value, inner);
  if (found instanceof JsonNumber) {
    report(() => ({
      code: 'osbuild/number',
      message: `the number ${found} cannot be kept as it is written`,
      path,
      place,
      hint: 'write a whole number up to 2^53 - 1 without a fraction',
    }));
    return;
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, inner);
      for (const key of issue.keys) {
        report(() => ({
          code: 'osbuild/unknown-key',
          message: `unknown key ${JSON.stringify(key)}`,
          path: [...path, key],
          place,
          hint: key === '$schema' ? schemaHint : among(key, known, 'known keys'),
        }));
      }
      return;
    }
    case 'invalid_key': {
      const [first] = issue.issues;
      const message = `this key does not fit: ${first?.message ?? issue.message}`;
      report(() => ({ code: 'osbuild/value', message, path, place: placeOfKey }));
      return;
    }
    case 'invalid_value':
      if (isMissing(value, inner)) break;
      report(() => ({
        code: 'osbuild/value',
        message: 'this value is not allowed here',
        path,
        place,
        hint: `allowed: ${issue.values.map((allowed) => JSON.stringify(allowed)).join(', ')}`,
      }));
      return;
    case 'invalid_union': {
      if (isMissing(value, inner)) break;
      const branch = closestForm(issue.errors.filter((issues) => !isOfOtherType(issues)));
      for (const one of branch ?? []) reportIssue(one, inner, check);
      if (branch !== undefined) return;
      const message =
        issue.inclusive === false ? 'this value has more than one form' : 'this value has none of the known forms';
      report(() => ({ code: 'osbuild/value', message, path, place, hint: issue.message }));
      return;
    }
  }
  if (isMissing(value, inner)) {
    const message = `the key ${JSON.stringify(inner.at(-1))} is missing`;
    report(() => ({ code: 'osbuild/missing-key', message, path, place: placeOfKey }));
  } else {
    report(() => ({ code: 'osbuild/value', message: `this value does not fit: ${issue.message}`, path, place }));
  }
}

/** How many steps lead to the first value on the way that may have several forms; undefined where there is none. */
function outermostChoice(schema: z.core.$ZodType, path: readonly PathStep[], steps = 0): number | undefined {
  if (schema instanceof z.ZodExactOptional) return outermostChoice(schema.unwrap(), path, steps);
  if (schema instanceof z.ZodIntersection) {
    return outermostChoice(schema.def.left, path, steps) ?? outermostChoice(schema.def.right, path, steps);
  }
  if (schema instanceof z.ZodUnion) {
    // One that lets values of other types through is not a choice; one of a single form is.
    const [first, ...others] = schema.options.filter((option) => !(option instanceof z.ZodCustom));
    const isChoice = others.length > 0 || schema.options.length === 1;
    return first === undefined || isChoice ? steps : outermostChoice(first, path, steps);
  }
  const inner = path[steps] === undefined ? undefined : schemaBelow(schema, path[steps]);
  return inner === undefined ? undefined : outermostChoice(inner, path, steps + 1);
}

/** The schema of an item or a field. */
function schemaBelow(schema: z.core.$ZodType, step: PathStep): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodTuple) return schema.def.items[Number(step)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodObject ? memberOf(schema.shape, String(step)) : undefined;
}

function valueAt(value: unknown, path: readonly PathStep[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, step)?.value;
  }
  return found;
}

/** JSON has no undefined: what is found so is not in the document. */
function isMissing(value: unknown, path: readonly PathStep[]): boolean {
  return path.length > 0 && valueAt(value, path) === undefined;
}

function isOfOtherType(issues: readonly Issue[]): boolean {
  const [first] = issues;
  return first?.code === 'custom' && first.params?.otherType === true;
}

/** "did you mean", or all there is to choose from. */
export function among(word: string, known: readonly string[], title: string): string {
  const near = nearest(word, known);
  return near === undefined ? `${title}: ${known.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
}

/** The keys that objects may have at `path`. */
function keysAt(schema: z.core.$ZodType, path: readonly PathStep[]): readonly string[] {
  if (schema instanceof z.ZodExactOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  if (schema instanceof z.ZodIntersection)
    return [schema.def.left, schema.def.right].flatMap((one) => keysAt(one, path));
  const [step, ...rest] = path;
  if (step === undefined) return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const inner = schemaBelow(schema, step);
  return inner === undefined ? [] : keysAt(inner, rest);
}
