import { renderMarkdown } from '../markdown/render-markdown.ts';
import { type Page, relativeLink } from '../page.ts';
import { pageTitles, pathOfDocument, repositoryUrl } from '../site-map.ts';

/** A Markdown file of the repository. */
export interface Document {
  /** Below the top of the repository. */
  readonly file: string;
  readonly text: string;
}

/**
 * A page of a Markdown file. A link to another such file leads to its page, one to any other file of the repository to
 * that file where the repository is published. Throws where `exists` says that there is no such file.
 */
export function documentPage({ file, text }: Document, section: string, exists: (file: string) => boolean): Page {
  const path = pathOfDocument(file);
  if (path === undefined) throw new Error(`${file} has no place on the site`);
  const { title, html, headings, text: words } = renderMarkdown(text, (href) => resolveLink(file, path, href, exists));
  return {
    path,
    title: pageTitles[file] ?? title,
    description: descriptionOf(words, title),
    html,
    headings,
    section: section === '' ? path : section,
    text: words,
    source: file,
  };
}

/** Where a link of a document leads. */
export function resolveLink(file: string, path: string, href: string, exists: (file: string) => boolean): string {
  if (/^(?:https?:|mailto:|#)/.test(href)) return href;
  const [target = '', hash] = href.split('#');
  const resolved = new URL(target, `file:///${file}`).pathname.slice(1);
  const name = resolved.replace(/\/$/, '');
  // What the site makes of no document: the playground.
  if (name.startsWith('docs/playground')) return relativeLink(path, 'playground/index.html');
  if (!exists(name)) throw new Error(`${file} links to ${href}, which does not exist`);
  const page = pathOfDocument(name);
  const suffix = hash === undefined ? '' : `#${hash}`;
  if (page !== undefined) return `${relativeLink(path, page)}${suffix}`;
  return `${repositoryUrl}/${/\.\w+$/.test(name) ? 'blob' : 'tree'}/main/${name}${suffix}`;
}

/** The first sentences after the title. */
function descriptionOf(words: string, title: string): string {
  const text = words.startsWith(title) ? words.slice(title.length).trim() : words;
  return text.length <= 160 ? text : `${text.slice(0, 157).replace(/\s+\S*$/, '')}…`;
}
