import { grouped } from '@bootwright/core';
import { changeClasses, changesOf } from '../diff/change.ts';
import type { DiffReport } from './diff-report.ts';
import { countsText } from './diff-sections.ts';
import { caseSection } from './html/case-section.ts';
import { controls } from './html/controls.ts';
import { escapeHtml } from './html/escape-html.ts';
import { renderPage } from './html/page.ts';
import { reportScript } from './html/report-script.ts';

export interface HtmlOptions {
  /** Default: `Manifest changes`. */
  readonly title?: string;
  /** The line below the title. Default: how many of the reports differ, and in what. */
  readonly summary?: string;
  /** What a report is called. Default: `case`. */
  readonly noun?: string;
}

/** Reports of more cases are folded at first. */
const mostOpen = 3;

/**
 * The reports as one HTML file that needs nothing else: disks to scale, stages in line, changes with their reasons;
 * readable and printable without script, which adds filter, search and keys. A content security policy allows its own
 * style and script by hash and nothing else.
 */
export function renderHtml(reports: readonly DiffReport[], options: HtmlOptions = {}): string {
  const noun = escapeHtml(options.noun ?? 'case');
  const title = options.title ?? 'Manifest changes';
  const differing = reports.filter(({ diff }) => diff.groups.length > 0);
  const changes = grouped(
    reports.flatMap(({ diff }) => changesOf(diff)),
    (change) => change.class,
  );
  const classes = changeClasses.flatMap((name) => {
    const count = changes.get(name)?.length;
    return count === undefined ? [] : [{ name, count }];
  });
  const cases = reports.map((report, index) => caseSection(report, index, reports.length <= mostOpen));
  const body = `<a class="skip" href="#cases">Skip to the changes</a>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="summary">${options.summary === undefined ? summary(reports, differing, noun) : escapeHtml(options.summary)}</p>
${controls(classes)}
</header>
<main id="cases" tabindex="-1">
${contents(reports, noun)}${cases.join('\n')}
</main>`;
  return renderPage({ title, body, script: reportScript });
}

function summary(reports: readonly DiffReport[], differing: readonly DiffReport[], noun: string): string {
  if (reports.length === 0) return 'Nothing was compared.';
  if (differing.length === 0)
    return reports.length === 1 ? 'No differences.' : `No differences in ${reports.length} ${noun}s.`;
  const counts = countsText(differing.flatMap(({ diff }) => diff.groups));
  return reports.length === 1 ? `${counts}.` : `${differing.length} of ${reports.length} ${noun}s differ: ${counts}.`;
}

function contents(reports: readonly DiffReport[], noun: string): string {
  if (reports.length < 2) return '';
  const links = reports.map(
    ({ name, diff }, index) =>
      `<li><a href="#case-${index + 1}">${escapeHtml(name)}</a> <span class="count">${countsText(diff.groups) || 'no differences'}</span></li>`,
  );
  return `<nav aria-label="Contents"><details${reports.length <= 12 ? ' open' : ''}><summary>${reports.length} ${noun}s</summary><ul>${links.join('')}</ul></details></nav>\n`;
}
