import { shownLine } from '@bootwright/core';

/** Letters that mean something to GitHub's Markdown or to HTML, and the dot of `www.`, which makes a link. */
const meaningful = /[&<>"'\\`*_[\]#|~@:!$^]|(?<=www)\./gi;

/**
 * The text as it stands, for GitHub's Markdown: nothing in it is markup, HTML, a mention, an issue or a link. As code,
 * since GitHub looks for mentions and issues in all that is not, even behind entities; with entities, since it reads
 * Markdown inside of HTML.
 */
export function escapeMarkdown(text: string): string {
  const escaped = shownLine(text).replace(meaningful, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<code>${escaped}</code>`;
}
