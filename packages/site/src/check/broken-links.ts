/** A link that leads nowhere. */
export interface BrokenLink {
  readonly page: string;
  readonly href: string;
  readonly why: string;
}

/**
 * Links of pages that lead to no file or to no id of a page, and links to other hosts that are not https. `files` are all
 * files of the site by their path; those that are not HTML need no text. `base` is the path under which the site is published.
 */
export function brokenLinks(files: ReadonlyMap<string, string>, base: string): readonly BrokenLink[] {
  const ids = new Map<string, ReadonlySet<string>>();
  const idsOf = (path: string): ReadonlySet<string> => {
    const known =
      ids.get(path) ?? new Set(Array.from((files.get(path) ?? '').matchAll(/ id="([^"]*)"/g), ([, id = '']) => id));
    ids.set(path, known);
    return known;
  };
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  return pages.flatMap(([page, html]) =>
    Array.from(html.matchAll(/ (?:href|src|action)="([^"]*)"/g), ([, escaped = '']) => escaped.replaceAll('&amp;', '&'))
      .map((href) => ({ page, href, why: whyBroken(page, href) }))
      .filter((link): link is BrokenLink => link.why !== undefined),
  );

  function whyBroken(page: string, href: string): string | undefined {
    if (/^https:\/\/[\w.-]+\.[a-z]+(?:[/?#]|$)/.test(href)) return undefined;
    if (/^[a-z]+:/.test(href)) return href.startsWith('mailto:') ? undefined : 'not https';
    const url = new URL(href, `https://site.invalid${base}${page}`);
    if (!url.pathname.startsWith(base)) return 'leads out of the site';
    const path = decodeURIComponent(url.pathname.slice(base.length)) || 'index.html';
    if (!files.has(path)) return 'no such file';
    const id = decodeURIComponent(url.hash.slice(1));
    return id === '' || idsOf(path).has(id) ? undefined : 'no such section';
  }
}
