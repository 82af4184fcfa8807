import { unreachable } from '@bootwright/core';
import type { Verdict } from '../check/verdict.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { layOutGoldens } from './golden-layout.ts';
import type { GoldenFolder, GoldenSet } from './golden-set.ts';

/** What an update may write: `all`, what is `new` (cases without a golden), or `none`. */
export type UpdatePolicy = 'all' | 'new' | 'none';

/** Files to write and to remove, by path. */
export interface FolderUpdate {
  readonly write: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** Whether a case without a golden is itself at fault: a mistake in a case is not what it is to lead to. */
export function isFaultyCase(verdict: Verdict): boolean {
  return verdict.kind === 'missing' && verdict.after.kind === 'fault' && verdict.after.isInvalid === true;
}

/** Whether the policy accepts what the verdict found. A case that is itself at fault gets no golden. */
export function takesOver(policy: UpdatePolicy, verdict: Verdict): boolean {
  if (isFaultyCase(verdict)) return false;
  const { kind } = verdict;
  switch (policy) {
    case 'none':
      return false;
    case 'new':
      return kind === 'missing';
    case 'all':
      return kind !== 'same';
    default:
      return unreachable(policy);
  }
}

/**
 * What to write so that the goldens say what `accepted` found, while all others say what they said. `order` is that of
 * the cases: of those with equal outcomes the first one has the file.
 */
export function planUpdate(
  goldens: GoldenSet,
  accepted: readonly Verdict[],
  order: readonly string[],
): ReadonlyMap<string, string> {
  const outcomes = new Map<string, Outcome>();
  for (const name of goldens.names) {
    const outcome = goldens.find(name);
    if (outcome !== undefined) outcomes.set(name, outcome);
  }
  for (const verdict of accepted) {
    if (verdict.kind === 'stale') outcomes.delete(verdict.name);
    else if (verdict.kind !== 'same') outcomes.set(verdict.name, verdict.after);
  }
  return layOutGoldens(inOrder(outcomes, order));
}

function inOrder(outcomes: ReadonlyMap<string, Outcome>, order: readonly string[]): ReadonlyMap<string, Outcome> {
  const sorted = new Map<string, Outcome>();
  for (const name of [...order, ...[...outcomes.keys()].sort()]) {
    const outcome = outcomes.get(name);
    if (outcome !== undefined) sorted.set(name, outcome);
  }
  return sorted;
}

/** The difference between a folder and the golden files it is to have; files of others stay. */
export function folderUpdate(
  folder: GoldenFolder,
  wanted: ReadonlyMap<string, string>,
  owned: readonly string[],
): FolderUpdate {
  const write = new Map([...wanted].filter(([path, text]) => folder.read(path) !== text));
  return { write, remove: owned.filter((path) => !wanted.has(path)) };
}
