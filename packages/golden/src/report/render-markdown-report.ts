import { largest } from '@bootwright/core';
import { type CheckReport, isClean } from '../check/verdict.ts';
import { type ReportSection, reportSections } from './report-sections.ts';
import { summaryText } from './summary-text.ts';

const words = { changed: 'changed', missing: 'without a golden', stale: 'stale', orphans: 'left over' } as const;

/** A job summary of GitHub may have 1 MiB; a comment 65,536 characters, which every other place takes as well. */
const usualLimit = 65_536;

const reserve = 200;

/**
 * A check for a pull request or a job summary: the counts, and each group of equal changes, folded up. What goes beyond
 * `limit` characters is counted, not shown. Text of manifests is in code blocks, where nothing in it is markup.
 */
export function renderMarkdownReport(report: CheckReport, limit: number = usualLimit): string {
  const sign = isClean(report) ? '✅' : '❌';
  let text = `### ${sign} Golden manifests\n\n${summaryText(report)}\n`;
  const sections = reportSections(report);
  for (const [index, section] of sections.entries()) {
    const part = sectionText(section);
    if (text.length + part.length > limit - reserve) {
      return `${text}\n*${sections.length - index} more groups of changes; there is no room for them here.*\n`;
    }
    text += part;
  }
  return text;
}

function sectionText({ kind, heading, names, lines }: ReportSection): string {
  const [first = ''] = lines;
  const title = lines.length === 1 ? 'a change' : `${lines.length} changes`;
  const summary = kind === 'changed' ? `<b>${heading}</b>: ${title}` : `<b>${heading}</b> ${words[kind]}`;
  return `\n<details><summary>${summary}</summary>\n\n${fenced(lines.length === 0 ? [first] : lines)}\n${fenced(names)}\n</details>\n`;
}

/** A code block that no line in it can end. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = largest(
    [...text.matchAll(/`+/g)].map(([run]) => run.length),
    2,
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}
