import { type Palette, plainPalette } from '@bootwright/manifest-diff';
import type { CheckReport } from '../check/verdict.ts';
import { type ReportSection, reportSections } from './report-sections.ts';
import { summaryText } from './summary-text.ts';

const words = { changed: 'changed', missing: 'without a golden', stale: 'stale', orphans: 'left over' } as const;

/** How many patterns of names a section shows; the rest is counted. */
const mostNames = 12;

/** A check for a terminal: what changed, where, and last the counts. Ends in a line feed. */
export function renderTextReport(report: CheckReport, palette: Palette = plainPalette): string {
  const blocks = reportSections(report).map((section) => block(section, palette));
  return [...blocks, `${summaryText(report)}\n`].join('\n');
}

function block({ kind, heading, names, lines }: ReportSection, palette: Palette): string {
  const shown = names.slice(0, mostNames).map((name) => `  ${palette.faint(name)}\n`);
  const rest = names.length - shown.length;
  const more = rest > 0 ? [`  ${palette.faint(`… and ${rest} more`)}\n`] : [];
  const colour = kind === 'changed' ? palette.changed : kind === 'missing' ? palette.added : palette.removed;
  const body = lines.map((line) => `  ${colour(`- ${line}`)}\n`);
  return [`${palette.heading(`${heading} ${words[kind]}`)}\n`, ...shown, ...more, ...body].join('');
}
