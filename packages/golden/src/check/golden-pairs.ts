import { counted, grouped, shownLine, shownName } from '@bootwright/core';
import type { DiffReport } from '@bootwright/manifest-diff';
import { compactNames } from '../cases/compact-names.ts';
import type { GoldenCase } from '../cases/golden-case.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import { isSameOutcome } from '../outcome/outcome.ts';
import { textKey } from '../outcome/text-key.ts';
import { changeExplainer } from '../report/explain-change.ts';
import { isSaidByReach, reachLine, type SealedReach, sealedReach } from './sealed-reach.ts';

/** What sealing changes, alike in all of these cases. */
export interface SealingChange {
  /** Names of the sealed cases. */
  readonly names: readonly string[];
  /** Each change from the twin that is not sealed to the sealed case; `nothing` where both lead to the same. */
  readonly lines: readonly string[];
  /** What becomes of each customization of the sealed case. */
  readonly reaches: readonly SealedReach[];
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
    const reaches = sealedReach(after);
    return [{ name: sealed.name, lines: isSameOutcome(before, after) ? ['nothing'] : lines, reaches, report }];
  });
  const groups = grouped(changes, ({ lines, reaches }) =>
    textKey([...lines, '', ...reaches.map(reachLine)].join('\n')),
  );
  return [...groups.values()].map((all) => ({
    names: all.map(({ name }) => name),
    lines: all[0].lines,
    reaches: all[0].reaches,
    report: all[0].report,
  }));
}

/** A line of the text, and by how many columns its continuation is indented. */
export type WrapLine = (line: string, indent: number) => readonly string[];

const asItIs: WrapLine = (line) => [line];

/** The same as text, which is a golden itself without `wrap`. Ends in a line feed. */
export function renderPairs(changes: readonly SealingChange[], wrap: WrapLine = asItIs): string {
  const total = changes.reduce((sum, { names }) => sum + names.length, 0);
  const head = [
    `# What sealing changes: ${counted(total, 'case')} and their unsealed twins, in ${counted(changes.length, 'group')} of equal changes.`,
    '# Written by "bootwright golden pairs --policy all".',
  ];
  const blocks = changes.flatMap(({ names, lines, reaches }) => {
    const bullets = (texts: readonly string[]) => texts.flatMap((text) => wrap(`  - ${shownLine(text)}`, 4));
    const others = lines.filter((line) => reaches.length === 0 || !isSaidByReach(line));
    return [
      '',
      ...compactNames(names).flatMap((name) => wrap(shownName(name), 2)),
      ...(reaches.length === 0
        ? bullets(lines)
        : [
            '  What reaches the image',
            ...bullets(reaches.map(reachLine)),
            '  What sealing changes',
            ...bullets(others),
          ]),
    ];
  });
  return [...head.flatMap((line) => wrap(line, 2)), ...blocks].map((line) => `${line}\n`).join('');
}
