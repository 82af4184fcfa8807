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
  const branch = issue.code === 'invalid_union' ? closest(issue.errors) : undefined;
  if (branch === undefined) found.issues.push(issue);
  else for (const inner of branch) insert(found, inner);
}

/** Of the forms that a value could have had, the one that it misses by the least; absent where its type fits none. */
function closest(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = forms.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const depth = (issues: readonly Issue[]) => largest(issues.map((issue) => issue.path.length));
  return fitting.toSorted((left, right) => depth(right) - depth(left) || left.length - right.length)[0];
}
