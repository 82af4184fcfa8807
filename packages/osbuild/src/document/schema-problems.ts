import { type DocumentPath, JsonNumber, largest, nearest, type PathStep } from '@bootwright/core';
import { z } from 'zod';

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

/** A value under check by its schema. `place` is given within a value that may have one of several forms. */
interface Check {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly at: DocumentPath;
  readonly report: ReportProblem;
  readonly place?: DocumentPath;
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
  const { place = path } = check;
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
          hint: among(key, known, 'known keys'),
        }));
      }
      return;
    }
    case 'invalid_key': {
      const [first] = issue.issues;
      const message = `this key does not fit: ${first?.message ?? issue.message}`;
      report(() => ({ code: 'osbuild/value', message, path, place: check.place ?? path.slice(0, -1) }));
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
      const forms = issue.errors.filter((issues) => !isOfOtherType(issues));
      const [only] = forms;
      // A schema that has to do with objects alone is no choice of forms.
      const within = forms.length === 1 && forms.length < issue.errors.length ? check : { ...check, place };
      const branch = within === check ? only : closest(forms);
      for (const one of branch ?? []) reportIssue(one, inner, within);
      if (branch !== undefined) return;
      const message = issue.inclusive === false ? 'this is of more than one form' : 'this is none of the known forms';
      report(() => ({ code: 'osbuild/value', message, path, place, hint: issue.message }));
      return;
    }
  }
  if (isMissing(value, inner)) {
    const message = `the key ${JSON.stringify(inner.at(-1))} is missing`;
    report(() => ({ code: 'osbuild/missing-key', message, path, place: check.place ?? path.slice(0, -1) }));
  } else {
    report(() => ({ code: 'osbuild/value', message: `this value does not fit: ${issue.message}`, path, place }));
  }
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

/** Of the forms that a value could have had, the one that it misses by the least. */
function closest(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => largest(issues.map((issue) => issue.path.length));
  return [...forms].sort((left, right) => depth(right) - depth(left) || left.length - right.length)[0];
}

/** "did you mean", or all there is to choose from. */
export function among(word: string, known: readonly string[], title: string): string {
  const near = nearest(word, known);
  return near === undefined ? `${title}: ${known.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
}

/** The keys that objects may have at `path`. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodExactOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  const [step, ...rest] = path;
  if (step === undefined) return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject) || typeof step === 'symbol') return [];
  const field: z.core.$ZodType | undefined = schema.shape[step];
  return field === undefined ? [] : keysAt(field, rest);
}
