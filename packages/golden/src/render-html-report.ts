import { renderHtml } from '@bootwright/manifest-diff';
import { groupChanges } from './change-groups.ts';
import { compactNames } from './compact-names.ts';
import type { SealingChange } from './golden-pairs.ts';
import { type CheckReport, countVerdicts } from './verdict.ts';

/** The most that one page shows; a reader of more has another problem. */
const mostSections = 200;

/** One HTML file over all that changed: cases in which all changes are equal share a section. */
export function renderHtmlReport(report: CheckReport): string {
  const { cases } = countVerdicts(report);
  const groups = groupChanges(report).byCase.slice(0, mostSections);
  const sections = groups.map(({ names, explanation }) => ({ ...explanation.report, name: nameOf(names, cases) }));
  return renderHtml(sections, { title: 'Golden manifests' });
}

/** One HTML file over what sealing changes, likewise. */
export function renderHtmlPairs(changes: readonly SealingChange[]): string {
  const cases = changes.reduce((sum, { names }) => sum + names.length, 0);
  const sections = changes
    .slice(0, mostSections)
    .map(({ names, report }) => ({ ...report, name: nameOf(names, cases) }));
  return renderHtml(sections, { title: 'What sealing changes' });
}

function nameOf(names: readonly string[], cases: number): string {
  const [first = '', ...others] = compactNames(names);
  const rest = others.length === 0 ? '' : ` and ${others.length} more patterns`;
  return names.length === 1 ? first : `${names.length} of ${cases} cases: ${first}${rest}`;
}
