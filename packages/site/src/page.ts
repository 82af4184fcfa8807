import type { Heading } from './markdown/render-markdown.ts';

/** A page before it has the frame of the site. */
export interface Page {
  /** Below the top of the site: `guides/boot-tests.html`. */
  readonly path: string;
  readonly title: string;
  /** One sentence for search engines and the results of a search. */
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** The section that lists it: the path of that section's first page. */
  readonly section: string;
  /** What a search finds next to title and headings. */
  readonly text: string;
  /** The file of the repository that it is made of. */
  readonly source?: string;
  readonly previous?: PageLink;
  readonly next?: PageLink;
}

export interface PageLink {
  readonly path: string;
  readonly title: string;
}

/** The link from one page to another. */
export function relativeLink(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  const [target = '', ...hash] = to.split('#');
  const down = target.split('/');
  while (up.length > 0 && down.length > 1 && up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return [up.map(() => '../').join('') + down.join('/'), ...hash].join('#');
}
