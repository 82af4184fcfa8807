import { type NavigationSection, renderPage } from './layout.ts';
import type { Page, PageLink } from './page.ts';
import { codePages } from './pages/code-pages.ts';
import { type Document, documentPage } from './pages/document-page.ts';
import { homePage, missingPage, searchPage } from './pages/home-page.ts';
import { searchIndex } from './search/search-index.ts';
import { pathOfDocument, sections, shortTitles, siteUrl } from './site-map.ts';

export interface SiteInput {
  /** Every Markdown file that becomes a page. */
  readonly documents: readonly Document[];
  /** Whether the repository has a file or folder of this name. */
  readonly exists: (file: string) => boolean;
  /** Pages of packages with what they export. */
  readonly apiPages: readonly Page[];
}

export interface Site {
  readonly pages: readonly Page[];
  /** By path, the text of every file but the assets. */
  readonly files: ReadonlyMap<string, string>;
}

/** All files of the site, from what is in the repository. */
export function buildSite({ documents, exists, apiPages }: SiteInput): Site {
  const made = documents.map((document) => documentPage(document, sectionOf(document.file), exists));
  const all = [...made, ...codePages(), ...apiPages];
  const navigation = navigationOf(documents, all);
  const guides = navigation.find(({ title }) => title === 'Guides')?.pages ?? [];
  const home = homePage(guides.flatMap(({ path }) => all.filter((page) => page.path === path)));
  const pages = [home, ...withNeighbours(all, navigation), searchPage];
  const files = new Map(pages.map((page) => [page.path, renderPage(page, navigation)]));
  files.set(missingPage.path, renderPage(missingPage, navigation, new URL(siteUrl).pathname));
  files.set('search-index.json', searchIndex(pages));
  files.set('sitemap.txt', pages.map(({ path }) => `${siteUrl}${path}\n`).join(''));
  return { pages, files };
}

/** The page of the list at the side that stands for a document. */
function sectionOf(file: string): string {
  return file.startsWith('docs/decisions/') ? 'decisions/index.html' : '';
}

function navigationOf(documents: readonly Document[], pages: readonly Page[]): readonly NavigationSection[] {
  const named = new Set(sections.flatMap((section) => section.documents));
  const others = documents
    .map(({ file }) => file)
    .filter((file) => /^docs\/(?:guides\/)?[^/]+\.md$/.test(file) && !named.has(file));
  return sections.map(({ title, documents: listed }) => {
    const more = others.filter((file) => file.startsWith('docs/guides/') === (title === 'Guides'));
    const files = ['Guides', 'Reference'].includes(title) ? [...listed, ...more] : listed;
    return { title, pages: files.flatMap((file) => linkTo(file, pages)) };
  });
}

function linkTo(file: string, pages: readonly Page[]): readonly PageLink[] {
  const path = pathOfDocument(file);
  const page = pages.find((one) => one.path === path);
  return page === undefined ? [] : [{ path: page.path, title: shortTitles[file] ?? page.title }];
}

/** Pages of the list with the ones before and after them. */
function withNeighbours(pages: readonly Page[], navigation: readonly NavigationSection[]): readonly Page[] {
  const listed = navigation.flatMap((section) => section.pages);
  return pages.map((page) => {
    const at = listed.findIndex(({ path }) => path === page.path);
    if (at === -1) return page;
    const [previous, next] = [listed[at - 1], listed[at + 1]];
    return { ...page, ...(previous && { previous }), ...(next && { next }) };
  });
}
