import { counted, grouped, shownLine, shownName } from '@bootwright/core';
import type { DiffReport } from '@bootwright/manifest-diff';
import { compactNames } from '../cases/compact-names.ts';
import type { GoldenCase } from '../cases/golden-case.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import { isSameOutcome } from '../outcome/outcome.ts';
import { textKey } from '../outcome/text-key.ts';
import { changeExplainer } from '../report/explain-change.ts';

/** What sealing changes, alike in all of these cases. */
export interface SealingChange {
  /** Names of the sealed cases. */
  readonly names: readonly string[];
  /** Each change from the twin that is not sealed to the sealed case; `nothing` where both lead to the same. */
  readonly lines: readonly string[];
  /** The same for `renderHtml`, of the first of them, without a name. */
  readonly report: Omit<DiffReport, 'name'>;
}

/** What sealing changes in every case that has a twin; equal changes are reported once, in the order of the cases. */
export function sealingChanges(cases: readonly GoldenCase[], generate: Generate): readonly SealingChange[] {
  const byName = new Map(cases.map((one) => [one.name, one]));
  const explain = changeExplainer({ before: 'unsealed', after: 'sealed' });
  const changes = cases.flatMap((sealed) => {
    const twin = sealed.twin === undefined ? undefined : byName.get(sealed.twin);
    if (twin === undefined) return [];
    const [before, after] = [generate(twin), generate(sealed)];
    const { lines, report } = explain(before, after);
    return [{ name: sealed.name, lines: isSameOutcome(before, after) ? ['nothing'] : lines, report }];
  });
  return [...grouped(changes, ({ lines }) => textKey(lines.join('\n'))).values()].map((all) => ({
    names: all.map(({ name }) => name),
    lines: all[0].lines,
    report: all[0].report,
  }));
}

/** The same as text, which is a golden itself. Ends in a line feed. */
export function renderPairs(changes: readonly SealingChange[]): string {
  const total = changes.reduce((sum, { names }) => sum + names.length, 0);
  const head = `# What sealing changes: ${counted(total, 'case')} and their unsealed twins, in ${counted(changes.length, 'group')} of equal changes.\n# Written by "bootwright golden pairs --policy all".\n`;
  const blocks = changes.map(({ names, lines }) => {
    const cases = compactNames(names).map((name) => `${shownName(name)}\n`);
    return `\n${cases.join('')}${lines.map((line) => `  - ${shownLine(line)}\n`).join('')}`;
  });
  return head + blocks.join('');
}
