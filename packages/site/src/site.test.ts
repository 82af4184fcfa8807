import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { captured } from '@bootwright/cli';
import { explanations } from '@bootwright/explain';
import { expect, test } from 'vitest';
import { apiPages } from './api/api-pages.ts';
import { listPackages, withoutExports } from './api/list-packages.ts';
import { buildSite } from './build-site.ts';
import { brokenLinks } from './check/broken-links.ts';
import { pathOfCode } from './pages/code-pages.ts';
import { fileFinder, readDocuments } from './read-repository.ts';
import { siteUrl, unpublished } from './site-map.ts';

const repository = join(import.meta.dirname, '../../..');
const exists = fileFinder(repository);
const documents = readDocuments(repository);
const { files, pages } = buildSite({
  documents,
  exists,
  apiPages: apiPages(withoutExports(listPackages(repository)), exists),
});
const base = new URL(siteUrl).pathname;
const others = ['assets/site.css', 'assets/site.js', 'assets/icon.svg', 'playground/index.html'];

test('every link of the site leads to a page, and to a section of it', () => {
  const all = new Map([...files, ...others.map((path) => [path, ''] as const)]);
  expect(brokenLinks(all, base)).toEqual([]);
});

test('every fault and notice code has a page with what, why, cure and example', () => {
  const text = (html: string): string =>
    html
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  const lacking = explanations.flatMap(({ code, what, why, cure, example }) => {
    const page = text(files.get(pathOfCode(code)) ?? '');
    return [what, why, cure, example].filter(
      (part) => !page.includes(part.replaceAll('`', '')) && !page.includes(part),
    );
  });
  expect(lacking).toEqual([]);
  expect(explanations.length).toBeGreaterThan(500);
});

test('the link that "explain" prints for each code is that of its page', async () => {
  for (const { code } of explanations) {
    const { stdout } = await captured(['explain', code]);
    const [url = ''] = /https:\S+/.exec(stdout.split('\n').at(-2) ?? '') ?? [];
    expect(url).toBe(`${siteUrl}${pathOfCode(code)}`);
    expect(files.has(url.slice(siteUrl.length))).toBe(true);
  }
});

test('every document is on a page that the list at the side leads to', () => {
  const home = files.get('index.html') ?? '';
  const guides = documents.filter(({ file }) => file.startsWith('docs/guides/'));
  expect(guides.length).toBeGreaterThan(6);
  for (const { file } of guides) expect(home).toContain(`href="guides/${file.slice('docs/guides/'.length, -3)}.html"`);
  for (const name of ['commands', 'migration', 'architecture', 'glossary', 'benchmarks', 'security', 'changelog']) {
    expect(home).toContain(`href="${name}.html"`);
  }
});

test('every page has one title of its own, and sections with ids that differ', () => {
  const titles = pages.map(({ title, path }) => (path.startsWith('api/') || path.startsWith('codes/') ? path : title));
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  for (const [path, html] of files) {
    if (!path.endsWith('.html')) continue;
    expect({ path, h1: html.match(/<h1/g)?.length }).toEqual({ path, h1: 1 });
    const ids = Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
    expect({ path, twice: ids.filter((id, index) => ids.indexOf(id) !== index) }).toEqual({ path, twice: [] });
  }
});

test('no page asks another host for anything, and only the script of the site runs', () => {
  for (const [path, html] of files) {
    if (!path.endsWith('.html')) continue;
    expect(html).toContain("default-src 'none'");
    expect(
      html.match(
        /<(?:script|link|img)[^>]*(?:src|href)="https?:[^>]*>|<script(?! type="module" src=)| style=| on\w+=/g,
      ),
    ).toBeNull();
  }
});

test('the packages without a page are those that are not published', () => {
  const names = readdirSync(join(repository, 'packages')).filter((name) => exists(`packages/${name}/package.json`));
  const listed = listPackages(repository).map(({ name }) => name);
  expect(names.filter((name) => !listed.includes(name)).sort()).toEqual(unpublished);
});
