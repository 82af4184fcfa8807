import { counted } from '@bootwright/core';
import { changeLooks, escapeMarkdown } from '@bootwright/manifest-diff';
import type { FleetDiff, FleetGroup } from '../groups/fleet-diff.ts';
import { countsText, renamedTexts } from './shown-counts.ts';

export interface FleetMarkdownOptions {
  /** The first line's text. Default: `Manifests`. */
  readonly title?: string;
  /** Most characters of the whole. Default: 65,536, GitHub's limit for a comment. */
  readonly limit?: number;
  /** Where the whole diff is, such as the artefact of a workflow run; an `https:` URL. Default: no link. */
  readonly link?: string;
}

const commentLimit = 65_536;
/** Room kept for the line that says what is left out. */
const reserve = 400;
const mostChanges = 30;
const mostNames = 40;

/**
 * The diff for a pull request: the largest groups first, as long as there is room, each readable as text too. No text of a
 * manifest can become markup, a mention or a link.
 */
export function renderFleetMarkdown(diff: FleetDiff, options: FleetMarkdownOptions = {}): string {
  const { title = 'Manifests', limit = commentLimit, link } = options;
  const whole =
    link !== undefined && /^https:\/\/[\w.~:/?#@!$&'*+,;=%-]+$/.test(link) ? `; the whole diff: ${link}` : '';
  let text = `**${escapeMarkdown(title)}:** ${countsText(diff)}\n`;
  const parts = [
    ...diff.groups.map(groupText),
    namesText('Added', diff.added),
    namesText('Removed', diff.removed),
    namesText('Renamed', renamedTexts(diff)),
  ].filter((part) => part !== '');
  // Added and removed manifests are short, and come first where not everything fits.
  const last = parts.slice(diff.groups.length).join('');
  let shown = 0;
  for (const part of parts.slice(0, diff.groups.length)) {
    if (text.length + part.length + last.length + whole.length + reserve > limit) break;
    text += part;
    shown++;
  }
  const rest = diff.groups.length - shown;
  if (text.length + last.length + whole.length + reserve <= limit) text += last;
  if (rest > 0) text += `\n*${counted(rest, 'smaller group')} left out for want of room${whole}.*\n`;
  else if (whole !== '') text += `\n*${whole.slice(2)}*\n`;
  return text;
}

function groupText({ title, changes, manifests }: FleetGroup): string {
  const lines = changes.slice(0, mostChanges).map(({ text, kind, manifests: own }) => {
    const share = own.length === manifests.length ? '' : ` (${own.length})`;
    return `- \`${changeLooks[kind].sign}\` ${escapeMarkdown(text)}${share}\n`;
  });
  const rest = changes.length - mostChanges;
  const more = rest > 0 ? `- … and ${counted(rest, 'more change')}\n` : '';
  return `\n<details><summary><b>${counted(manifests.length, 'manifest')}</b>: ${escapeMarkdown(title)}</summary>\n\n${lines.join('')}${more}\n</details>\n`;
}

function namesText(word: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const listed = names.slice(0, mostNames).map(escapeMarkdown).join(', ');
  const rest = names.length - mostNames;
  return `\n**${word}:** ${listed}${rest > 0 ? ` and ${rest} more` : ''}\n`;
}
