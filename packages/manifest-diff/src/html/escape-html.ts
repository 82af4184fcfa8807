import { printable, printableLines } from '../printable.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text for element content and quoted attributes; control and text-reordering characters are spelled out. */
export function escapeHtml(text: string): string {
  return withEntities(printable(text));
}

/** The same for a text of several lines in a `<pre>`. */
export function escapeHtmlLines(text: string): string {
  return withEntities(printableLines(text));
}

function withEntities(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
