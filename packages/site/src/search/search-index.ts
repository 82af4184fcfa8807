import type { Page } from '../page.ts';

/** What a search reads of a page: short keys, as the whole index is one file that a page loads. */
export interface SearchEntry {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Headings with their ids. */
  readonly headings: readonly (readonly [id: string, text: string])[];
  /** Words of the page that neither title nor headings have, each once. */
  readonly words: string;
}

/** The index of a search in the page. */
export function searchIndex(pages: readonly Page[]): string {
  const entries = pages.map(({ path, title, description, headings, text }): SearchEntry => {
    const shown = new Set(wordsOf(`${title} ${headings.map((heading) => heading.text).join(' ')}`));
    const words = new Set(wordsOf(text).filter((word) => !shown.has(word)));
    return {
      path,
      title,
      description,
      headings: headings.map(({ id, text: name }) => [id, name] as const),
      words: [...words].join(' '),
    };
  });
  return `${JSON.stringify(entries)}\n`;
}

/** Words that somebody may search for. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}._/-]+/gu) ?? [];
}
