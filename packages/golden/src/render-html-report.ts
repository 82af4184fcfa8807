import { type DiffReport, renderHtml } from '@bootwright/manifest-diff';
import { groupChanges } from './change-groups.ts';
import { compactNames } from './compact-names.ts';
import { type CheckReport, countVerdicts } from './verdict.ts';

/** The most that one page shows; a reader of more has another problem. */
const mostSections = 200;

/** One HTML file over all that changed: cases in which all changes are equal share a section. */
export function renderHtmlReport(report: CheckReport): string {
  const { cases } = countVerdicts(report);
  const groups = groupChanges(report).byCase.slice(0, mostSections);
  const sections = groups.map(({ names, explanation }): DiffReport => {
    const [first = '', ...others] = compactNames(names);
    const rest = others.length === 0 ? '' : ` and ${others.length} more patterns`;
    const name = names.length === 1 ? first : `${names.length} of ${cases} cases: ${first}${rest}`;
    return { ...explanation.report, name };
  });
  return renderHtml(sections, { title: 'Golden manifests' });
}
