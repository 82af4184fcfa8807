import { Fault, type FaultList, JsonNumber, type Location, largest, nearest, type PathStep } from '@bootwright/core';
import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Where the faults of a check go, and the place of what is checked, which their paths continue. */
export interface Checking {
  readonly faults: FaultList;
  readonly at: Location;
}

/** Reports what `schema` finds wrong with `value`, in the schema's order. */
export function reportSchemaFaults(schema: z.ZodType, value: unknown, checking: Checking): void {
  const result = schema.safeParse(value);
  for (const issue of result.error?.issues ?? []) {
    const found = valueAt(value, issue.path);
    if (found instanceof JsonNumber) reportNumber(found, issue.path, checking);
    else reportIssue(schema, issue, checking);
  }
}

function reportNumber(number: JsonNumber, path: readonly PropertyKey[], { faults, at }: Checking): void {
  const steps = path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  faults.report(
    () =>
      new Fault('osbuild/number', `the number ${number} cannot be kept as it is written`, {
        at: { ...at, path: [...(at.path ?? []), ...steps] },
        hint: 'write a whole number up to 2^53 - 1 without a fraction',
      }),
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, step)?.value;
  }
  return found;
}

function reportIssue(
  schema: z.ZodType,
  issue: Issue,
  { faults, at }: Checking,
  prefix: readonly PropertyKey[] = [],
): void {
  const path = [...prefix, ...issue.path];
  const where = (...last: readonly PathStep[]): Location => ({
    ...at,
    path: [...(at.path ?? []), ...path.map((step) => (typeof step === 'symbol' ? String(step) : step)), ...last],
  });
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, path);
      for (const key of issue.keys) {
        faults.report(
          () =>
            new Fault('osbuild/unknown-key', `unknown key ${JSON.stringify(key)}`, {
              at: where(key),
              hint: among(key, known, 'known keys'),
            }),
        );
      }
      return;
    }
    case 'invalid_value':
      faults.report(
        () =>
          new Fault('osbuild/value', `this value is not allowed here`, {
            at: where(),
            hint: `allowed: ${issue.values.map((allowed) => JSON.stringify(allowed)).join(', ')}`,
          }),
      );
      return;
    case 'invalid_union': {
      const branch = closest(issue.errors);
      for (const inner of branch ?? []) reportIssue(schema, inner, { faults, at }, path);
      if (branch !== undefined) return;
      faults.report(
        () => new Fault('osbuild/value', 'this is none of the known forms', { at: where(), hint: issue.message }),
      );
      return;
    }
    default:
      faults.report(() => new Fault('osbuild/value', `this value does not fit: ${issue.message}`, { at: where() }));
  }
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
