import type { $ZodIssue as Issue } from 'zod/v4/core';
import type { PathStep } from '../faults/location.ts';
import { largest } from '../largest.ts';

/** The issues of one value, and of what is below it. */
export interface Place {
  readonly issues: Issue[];
  readonly below: Map<PathStep, Place>;
}

/** What zod lists, as a tree in the shape of the document. */
export function placesOf(issues: readonly Issue[]): Place {
  const root = place();
  for (const issue of issues) insert(root, issue);
  return root;
}

const place = (): Place => ({ issues: [], below: new Map() });

function insert(root: Place, issue: Issue): void {
  let found = root;
  for (const step of issue.path) {
    const key = typeof step === 'symbol' ? String(step) : step;
    const next = found.below.get(key) ?? place();
    found.below.set(key, next);
    found = next;
  }
  const branch = issue.code === 'invalid_union' ? closestForm(issue.errors.filter(isOfItsType)) : undefined;
  if (branch === undefined) found.issues.push(issue);
  else for (const inner of branch) insert(found, inner);
}

const isOfItsType = (issues: readonly Issue[]): boolean =>
  !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);

/** Of the forms that a value could have had, by their issues, the one that it misses by the least. */
export function closestForm(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => largest(issues.map((issue) => issue.path.length));
  return forms.toSorted((left, right) => depth(right) - depth(left) || left.length - right.length)[0];
}
