import { counted } from '@bootwright/core';
import { type DiffReport, renderHtml } from '@bootwright/manifest-diff';
import { compactNames } from '../cases/compact-names.ts';
import type { SealingChange } from '../check/golden-pairs.ts';
import { reachLine } from '../check/sealed-reach.ts';
import { type CheckReport, countVerdicts } from '../check/verdict.ts';
import { groupChanges } from './change-groups.ts';
import { reportSections } from './report-sections.ts';
import { summaryText } from './summary-text.ts';

/** The most that one page shows; a reader of more has another problem. */
const mostSections = 200;

/** Characters of a change in the heading of a group; all of it is below. */
const mostHeading = 100;

/** One HTML file over all that changed: cases in which all changes are equal share a section. */
export function renderHtmlReport(report: CheckReport): string {
  const { cases } = countVerdicts(report);
  const groups = groupChanges(report).byCase.map(({ names, explanation }) => ({ names, ...explanation }));
  return page('Golden manifests', summaryText(report), sections(groups, cases), unchangedSections(report));
}

/** One HTML file over what sealing changes, likewise. */
export function renderHtmlPairs(changes: readonly SealingChange[]): string {
  const cases = changes.reduce((sum, { names }) => sum + names.length, 0);
  const groups = [...changes].sort((one, other) => other.names.length - one.names.length);
  return page('What sealing changes', `${counted(cases, 'case')} and their unsealed twins`, sections(groups, cases));
}

/** Missing, stale and left over goldens, by name: there is nothing to compare. */
function unchangedSections(report: CheckReport): readonly DiffReport[] {
  return reportSections(report)
    .filter(({ kind }) => kind !== 'changed')
    .map(({ heading, lines: [first = '', ...lines], names }) => ({
      name: `${heading}: ${first}`,
      details: [...lines, ...names],
      before: {},
      after: {},
      diff: { groups: [] },
    }));
}

function page(title: string, told: string, reports: readonly DiffReport[], others: readonly DiffReport[] = []): string {
  const shown = reports.slice(0, mostSections);
  const rest = reports.length - shown.length;
  const more = rest === 0 ? '' : `; there is no room for ${counted(rest, 'more group')}`;
  const groups = reports.length === 0 ? '' : `, in ${counted(reports.length, 'group')} of equal changes`;
  return renderHtml([...shown, ...others], { title, summary: `${told}${groups}${more}.`, noun: 'group' });
}

/** Cases with equal changes; only sealed ones have channels. */
type Group = Omit<SealingChange, 'reaches'> & Partial<Pick<SealingChange, 'reaches'>>;

/** Each says how many cases it is of and what changed first; the names of these cases are below. */
function sections(groups: readonly Group[], cases: number): readonly DiffReport[] {
  return groups.map(({ names, lines: [first = '', ...others], reaches = [], report }) => {
    const more = others.length === 0 ? '' : ` and ${counted(others.length, 'more change')}`;
    const what = first.length <= mostHeading ? first : `${first.slice(0, mostHeading)}…`;
    const name = `${names.length} of ${counted(cases, 'case')}: ${what}${more}`;
    return { ...report, name, details: [...compactNames(names), ...reaches.map(reachLine)] };
  });
}
