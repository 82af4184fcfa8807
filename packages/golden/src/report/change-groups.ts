import type { CheckReport, Verdict } from '../check/verdict.ts';
import { textKey } from '../outcome/text-key.ts';
import { changeExplainer, type Explanation } from './explain-change.ts';

type Changed = Extract<Verdict, { readonly kind: 'changed' }>;

/** Changes that the very same cases have. */
export interface SharedChanges {
  readonly lines: readonly string[];
  /** Of the cases, in their order. */
  readonly names: readonly string[];
}

/** Cases in which all that changed is the same. */
export interface EqualCases {
  readonly names: readonly string[];
  /** Of the first of them. */
  readonly explanation: Explanation;
}

/** What changed in a report, seen both ways. */
export interface GroupedChanges {
  /** By change, the most frequent first. */
  readonly byChange: readonly SharedChanges[];
  /** By case, the most frequent first. */
  readonly byCase: readonly EqualCases[];
}

/** Gathers the changes of all cases; what is equal is reported once. */
export function groupChanges(report: CheckReport): GroupedChanges {
  const explain = changeExplainer();
  const changed = report.verdicts.filter((verdict): verdict is Changed => verdict.kind === 'changed');
  const explained = changed.map(({ name, before, after }) => ({ name, explanation: explain(before, after) }));
  const names = new Map<string, string[]>();
  const equal = new Map<string, { readonly names: string[]; readonly explanation: Explanation }>();
  for (const { name, explanation } of explained) {
    for (const line of new Set(explanation.lines)) append(names, line, name);
    const key = textKey(explanation.lines.join('\n'));
    const known = equal.get(key);
    if (known === undefined) equal.set(key, { names: [name], explanation });
    else known.names.push(name);
  }
  return {
    byChange: frequentFirst(joinedByCases(names)),
    byCase: frequentFirst([...equal.values()]),
  };
}

function joinedByCases(names: ReadonlyMap<string, readonly string[]>): readonly SharedChanges[] {
  const joined = new Map<string, { readonly names: readonly string[]; readonly lines: string[] }>();
  for (const [line, cases] of names) {
    const key = textKey(cases.join(' '));
    const known = joined.get(key);
    if (known === undefined) joined.set(key, { names: cases, lines: [line] });
    else known.lines.push(line);
  }
  return [...joined.values()];
}

function frequentFirst<T extends { readonly names: readonly string[] }>(groups: readonly T[]): readonly T[] {
  return [...groups].sort((one, other) => other.names.length - one.names.length);
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
