export { buildSite, type Site, type SiteInput } from './build-site.ts';
export { type BrokenLink, brokenLinks } from './check/broken-links.ts';
export type { Page } from './page.ts';
export { pathOfCode } from './pages/code-pages.ts';
