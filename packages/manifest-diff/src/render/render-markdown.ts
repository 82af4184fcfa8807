import { reasonTeller } from '../text/change-reasons.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import type { DiffReport } from './diff-report.ts';
import { countsText, diffSections, type Section } from './diff-sections.ts';

export interface MarkdownOptions {
  /** The first line's text. Default: `Manifests`. */
  readonly title?: string;
  /**
   * Most characters of the whole. Default: 65536, GitHub's limit for comments and descriptions; a job summary may have
   * 1 MiB. What does not fit is counted, not shown.
   */
  readonly limit?: number;
}

/** GitHub's limit for the body of a comment, issue or pull request, in characters. */
const commentLimit = 65_536;

/** Room kept for the line that says what was left out. */
const reserve = 200;

/**
 * The reports for a pull request: a summary line, and for every case that differs its changes, folded up. Ends in a
 * newline. No text of a manifest can become markup, a mention or a link.
 */
export function renderMarkdown(reports: readonly DiffReport[], options: MarkdownOptions = {}): string {
  const { title = 'Manifests', limit = commentLimit } = options;
  const differing = reports.filter(({ diff }) => diff.groups.length > 0);
  const summary = `**${escapeMarkdown(title)}:** ${summaryText(reports, differing)}\n`;
  let text = summary;
  let shown = 0;
  for (const report of differing) {
    const room = limit - text.length - reserve;
    const part = caseText(report, room, differing.length === 1);
    if (part === undefined) break;
    text += part;
    shown++;
  }
  const left = differing.length - shown;
  if (left > 0)
    text += `\n*${left} more ${left === 1 ? 'case differs' : 'cases differ'}; there is no room for more here.*\n`;
  return text;
}

function summaryText(reports: readonly DiffReport[], differing: readonly DiffReport[]): string {
  const count = reports.length === 1 ? 'the case' : `all ${reports.length} cases`;
  if (differing.length === 0) return reports.length === 0 ? 'nothing was compared' : `no differences in ${count}`;
  const counts = countsText(differing.flatMap(({ diff }) => diff.groups));
  return reports.length === 1 ? counts : `${differing.length} of ${reports.length} cases differ (${counts})`;
}

/** The case, folded up; shortened by whole sections where room lacks; undefined where not even its name fits. */
function caseText(report: DiffReport, room: number, isOpen: boolean): string | undefined {
  const name = escapeMarkdown(report.name);
  const head = `\n<details${isOpen ? ' open' : ''}><summary><b>${name}</b>: ${countsText(report.diff.groups)}</summary>\n\n`;
  const foot = '\n</details>\n';
  const tell = reasonTeller(report.reasons ?? []);
  const sections = diffSections(report.diff).map((section) => sectionText(section, tell));
  let left = room - head.length - foot.length - reserve;
  if (left < 0) return undefined;
  let body = '';
  let shown = 0;
  for (const section of sections) {
    if (section.length > left) break;
    body += section;
    left -= section.length;
    shown++;
  }
  const rest = sections.length - shown;
  const more = rest === 0 ? '' : `\n*… and ${rest} more ${rest === 1 ? 'place' : 'places'} with changes.*\n`;
  return head + body + more + foot;
}

function sectionText(section: Section, tell: ReturnType<typeof reasonTeller>): string {
  const places = section.places.length === 1 ? '' : ` (${section.places.map(escapeMarkdown).join(', ')})`;
  const lines = section.lines.map(({ kind, text, change }) => {
    const reasons = tell(change).map((reason) => ` — ${escapeMarkdown(reason)}`);
    return `- ${signs[kind]} ${escapeMarkdown(text)}${reasons.join('')}\n`;
  });
  return `\n**${escapeMarkdown(section.heading)}**${places}\n${lines.join('')}`;
}

const signs = {
  added: '➕',
  removed: '➖',
  moved: '🔀',
  renamed: '📝',
  changed: '📝',
  resized: '📏',
  reseeded: '🎲',
  reworded: '📝',
} as const;
