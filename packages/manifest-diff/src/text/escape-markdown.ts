import { shownLine } from '@bootwright/core';

/**
 * Letters that mean something to GitHub's Markdown or to HTML where they are: `#1`, `:smile:` and `https:` do, and `: ` does
 * not; `_` does at the end of a word. The dot of `www.` makes a link. Plain text stays readable.
 */
const meaningful = /[&<>\\`*[\]|~@$^]|#(?=[\p{L}\p{N}])|:(?=\S)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=www)\./giu;

/**
 * The text as it stands, for GitHub's Markdown: nothing in it is markup, HTML, a mention, an issue or a link. As code,
 * since GitHub looks for mentions and issues in all that is not, even behind entities; with entities, since it reads
 * Markdown inside of HTML.
 */
export function escapeMarkdown(text: string): string {
  const escaped = shownLine(text).replace(meaningful, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<code>${escaped}</code>`;
}
