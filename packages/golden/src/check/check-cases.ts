import { defined } from '@bootwright/core';
import type { GoldenCase } from '../cases/golden-case.ts';
import type { GoldenSet } from '../goldens/golden-set.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import type { CheckReport, Verdict } from './verdict.ts';

/** Which part of a check this machine does. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

export interface CheckOptions {
  /** Cases to look at, by name; by default all. */
  readonly matches?: (name: string) => boolean;
  readonly shard?: Shard;
  /** Called before each case. */
  readonly progress?: (done: number, count: number) => void;
}

/**
 * Compares what each case leads to with its golden. Goldens without a case are stale; those that `matches` leaves out
 * are not looked at. Every shard has its share of stale goldens, and the first one the orphans.
 */
export function checkCases(
  cases: readonly GoldenCase[],
  goldens: GoldenSet,
  generate: Generate,
  options: CheckOptions = {},
): CheckReport {
  const { matches = () => true, shard = { index: 1, count: 1 } } = options;
  const own = <T>(all: readonly T[]): readonly T[] =>
    shard.count === 1 ? all : all.filter((_, position) => position % shard.count === shard.index - 1);
  const chosen = own(cases.filter(({ name }) => matches(name)));
  const verdicts = chosen.map((one, index) => {
    options.progress?.(index, chosen.length);
    return verdictOf(one, goldens, generate);
  });
  const known = new Set(cases.map(({ name }) => name));
  const stale = goldens.names.filter((name) => !known.has(name) && matches(name));
  return {
    verdicts: [...verdicts, ...own(stale).map((name) => staleVerdict(name, goldens))],
    orphans: shard.index === 1 && options.matches === undefined ? goldens.orphans : [],
  };
}

function verdictOf(one: GoldenCase, goldens: GoldenSet, generate: Generate): Verdict {
  const { name } = one;
  const after = generate(one);
  if (goldens.says(name, after)) return { kind: 'same', name };
  const before = goldens.find(name);
  return before === undefined ? { kind: 'missing', name, after } : { kind: 'changed', name, before, after };
}

function staleVerdict(name: string, goldens: GoldenSet): Verdict {
  const before = goldens.find(name);
  return { kind: 'stale', name, ...defined({ before }) };
}
