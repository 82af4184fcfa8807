import { shownLine, shownText } from '@bootwright/core';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text for element content and quoted attributes; control and text-reordering characters are spelled out. */
export function escapeHtml(text: string): string {
  return withEntities(shownLine(text));
}

/** The same for a text of several lines in a `<pre>`. */
export function escapeHtmlLines(text: string): string {
  return withEntities(shownText(text));
}

function withEntities(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
