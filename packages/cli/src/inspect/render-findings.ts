import { largest, type Notice, shownLine, shownName, textWidth } from '@bootwright/core';
import { imageTypes } from '@bootwright/image-types';
import type { LintFinding } from '@bootwright/sealed-lint';
import { partitionCells, partitionRows } from '../describe/partition-rows.ts';
import { objections, remarks, type Verdict, verdictOn } from '../describe/verdict.ts';
import { type Fact, renderFacts } from '../terminal/fact-table.ts';
import type { Look } from '../terminal/look.ts';
import { renderTable } from '../terminal/table.ts';
import { wrapped } from '../terminal/wrapped.ts';
import { renderDifference } from './difference-notices.ts';
import type { Findings } from './findings.ts';
import { matrixFacts } from './matrix-facts.ts';
import { bootFacts, imageFacts, installRows, systemFacts, unifiedKernelRows } from './page-facts.ts';
import { sealFacts } from './seal-facts.ts';

/** The minimum width of labels, which aligns the facts of all sections. */
const shortest = 'Root file system'.length;

/** The findings as text. Only a terminal gets wrapped lines: elsewhere programs may read them. */
export function renderFindings({ container, differences, lint = [], seal, matrix }: Findings, look: Look): string {
  const { style, width } = look;
  const { inspection, named } = container;
  const { info, unifiedKernels } = inspection;
  const { release } = info.os;
  const name = [release.name, release.versionId].filter((part) => part !== '').join(' ');
  const kernels = [...(unifiedKernels?.boot ?? []), ...(unifiedKernels?.modules ?? [])];
  const verdicts = imageTypes.map((type) => verdictOn(type, info, 'reference'));
  const disks = verdicts.filter(({ type }) => type.kind === 'disk');
  const media = verdicts.filter(({ type }) => type.kind !== 'disk');
  const sections: readonly (readonly [string, readonly Fact[]])[] = [
    ['Image', imageFacts(container)],
    ['System', systemFacts(inspection)],
    ['Boot', bootFacts(inspection)],
    ...kernels.map((kernel) => ['Unified kernel image', unifiedKernelRows(kernel)] as const),
    [
      container.named.reference.transport === 'dir' ? 'Root in the directory' : 'Root in the layers',
      seal === undefined ? [] : sealFacts(seal),
    ],
    ['Formats of the digest', matrix === undefined ? [] : matrixFacts(matrix)],
    ['Findings for a sealed image', lintFacts(lint, container.notices)],
    ['Install configuration', installRows(inspection)],
    [`Disk images${info.architecture === undefined ? '' : ` for ${info.architecture}`}`, typeFacts(disks)],
    ['ISOs and network boot', typeFacts(media)],
  ];
  const pages = sections.flatMap(([title, facts]) => {
    const said = facts.filter(([, fact]) => fact !== undefined && fact !== '');
    if (said.length === 0) return [];
    const labels = largest(
      said.map(([label]) => textWidth(label)),
      shortest,
    );
    return [`\n${style.strong(title)}\n${renderFacts(said, { labels, width })}`];
  });
  const title = `${style.strong(shownLine(name))} ${style.faint(shownName(named.written))}\n`;
  return [title, ...pages, diskTable(container, look), differenceSection(differences, look)].join('');
}

/** Findings of `lint`, without those that are notices as well and follow the page. */
function lintFacts(findings: readonly LintFinding[], notices: readonly Notice[]): readonly Fact[] {
  return findings
    .filter(({ message }) => !notices.some((notice) => notice.message === message))
    .map(({ level, message, hint }) => [level, hint === undefined ? message : `${message} (${hint})`]);
}

/** The image types that are possible, and why not the others. */
function typeFacts(verdicts: readonly Verdict[]): readonly Fact[] {
  const possible = verdicts.flatMap((verdict) => (verdict.possible ? [verdict.type.name] : []));
  return [
    ['Possible', possible.length === 0 ? 'none' : possible.join(', ')],
    ...objections(verdicts).map(({ types, reasons }): Fact => {
      const why = reasons.map(({ message, hint }) => `${message}${hint === undefined ? '' : ` (${hint})`}`).join('; ');
      const isAll = types.length === verdicts.length;
      return ['Impossible', isAll ? why : `${types.map(({ name }) => name).join(', ')}: ${why}`];
    }),
    ...remarks(verdicts).flatMap(({ types, reasons }) =>
      reasons.map(({ message }): Fact => {
        const all = types.length === possible.length;
        return ['Notice', all ? message : `${types.map(({ name }) => name).join(', ')}: ${message}`];
      }),
    ),
  ];
}

function diskTable({ inspection: { info } }: Findings['container'], { style, width }: Look): string {
  const table = info.os.diskDefinition?.value.partitionTable;
  if (table === undefined) return '';
  const cells = partitionCells(partitionRows(table, info.architecture ?? 'x86_64'));
  return `\n${style.strong("The container's own partition table")} (${table.type})\n${renderTable(cells, { indent: '  ', width })}`;
}

function differenceSection(differences: Findings['differences'], { style, width }: Look): string {
  if (differences === undefined) return '';
  if (differences.length === 0) return `\n${style.strong('Files and programs')}\n  give the same facts\n`;
  const lines = differences.flatMap((difference) => wrapped(shownLine(renderDifference(difference)), width - 4));
  return `\n${style.error('Files and programs differ')}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
