import { grouped } from '@bootwright/core';
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
  const lines = explained.flatMap(({ name, explanation }) =>
    [...new Set(explanation.lines)].map((line) => ({ line, name })),
  );
  const byLine = [...grouped(lines, ({ line }) => line)].map(([line, all]) => ({
    line,
    names: all.map(({ name }) => name),
  }));
  const equal = grouped(explained, ({ explanation }) => textKey(explanation.lines.join('\n')));
  return {
    byChange: frequentFirst(
      [...grouped(byLine, ({ names }) => textKey(names.join(' '))).values()].map((all) => ({
        names: all[0].names,
        lines: all.map(({ line }) => line),
      })),
    ),
    byCase: frequentFirst(
      [...equal.values()].map((all) => ({ names: all.map(({ name }) => name), explanation: all[0].explanation })),
    ),
  };
}

function frequentFirst<T extends { readonly names: readonly string[] }>(groups: readonly T[]): readonly T[] {
  return [...groups].sort((one, other) => other.names.length - one.names.length);
}
