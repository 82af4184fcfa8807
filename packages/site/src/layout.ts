import { escapeHtml } from './markdown/escape.ts';
import type { Heading } from './markdown/render-markdown.ts';
import { type Page, type PageLink, relativeLink } from './page.ts';
import { repositoryUrl } from './site-map.ts';

/** A section of the list at the side. */
export interface NavigationSection {
  readonly title: string;
  readonly pages: readonly PageLink[];
}

/** Nothing is asked of any other host, and no script but the site's own runs. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** The whole document of a page. `base` is the path of the top of the site where the page may be shown at any path. */
export function renderPage(page: Page, navigation: readonly NavigationSection[], base?: string): string {
  const link = (to: string): string => escapeHtml(base === undefined ? relativeLink(page.path, to) : `${base}${to}`);
  const contents = page.headings.filter(({ level }) => level === 2 || level === 3);
  const home = page.path === 'index.html';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(page.description)}">
<title>${home ? 'Bootwright' : `${escapeHtml(page.title)} · Bootwright`}</title>
<link rel="icon" href="${link('assets/icon.svg')}">
<link rel="stylesheet" href="${link('assets/site.css')}">
<script type="module" src="${link('assets/site.js')}"></script>
</head>
<body data-top="${link('search-index.json').replace('search-index.json', '')}">
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="home" href="${link('index.html')}"><img src="${link('assets/icon.svg')}" alt="" width="28" height="28"> Bootwright</a>
<form class="search" role="search" action="${link('search.html')}">
<input type="search" name="q" aria-label="Search" placeholder="Search" autocomplete="off">
</form>
<nav aria-label="Shortcuts"><a href="${link('guides/install.html')}">Install</a> <a href="${link('playground/index.html')}">Playground</a> <a href="${repositoryUrl}">GitHub</a></nav>
</header>
<div class="${home ? 'frame wide' : 'frame'}">
${renderNavigation(page, navigation, link)}
<main id="content" tabindex="-1">
${renderContents(contents, 'contents narrow')}
${page.html}
${renderNeighbours(page, link)}
</main>
${home ? '' : renderContents(contents, 'contents side')}
</div>
<footer><p>Apache-2.0. ${
    page.source === undefined
      ? ''
      : `This page is <a href="${repositoryUrl}/blob/main/${escapeHtml(page.source)}">${escapeHtml(page.source)}</a>.`
  }</p></footer>
</body>
</html>
`;
}

type Link = (to: string) => string;

function renderNavigation(page: Page, navigation: readonly NavigationSection[], link: Link): string {
  const item = ({ path, title }: PageLink): string => {
    const here = path === page.path ? ' aria-current="page"' : path === page.section ? ' class="within"' : '';
    return `<li><a href="${link(path)}"${here}>${escapeHtml(title)}</a></li>`;
  };
  const lists = navigation.map(({ title, pages }) => `<h2>${title}</h2>\n<ul>${pages.map(item).join('\n')}</ul>`);
  return `<nav class="pages" aria-label="Pages"><details open><summary>All pages</summary>\n${lists.join('\n')}\n</details></nav>`;
}

function renderContents(contents: readonly Heading[], kind: string): string {
  if (contents.length < 2) return '';
  const items = contents.map(
    ({ level, id, text }) => `<li class="level${level}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`,
  );
  const list = `<ul>${items.join('\n')}</ul>`;
  return kind.endsWith('side')
    ? `<nav class="${kind}" aria-label="On this page"><h2>On this page</h2>${list}</nav>`
    : `<details class="${kind}"><summary>On this page</summary>${list}</details>`;
}

function renderNeighbours({ previous, next }: Page, link: Link): string {
  if (previous === undefined && next === undefined) return '';
  const to = (page: PageLink | undefined, rel: 'prev' | 'next', word: string): string =>
    page === undefined
      ? '<span></span>'
      : `<a rel="${rel}" href="${link(page.path)}"><small>${word}</small> ${escapeHtml(page.title)}</a>`;
  return `<nav class="neighbours" aria-label="Previous and next page">${to(previous, 'prev', 'Previous')}${to(next, 'next', 'Next')}</nav>`;
}
