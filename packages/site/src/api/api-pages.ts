import { escapeHtml } from '../markdown/escape.ts';
import { renderCode, renderMarkdown } from '../markdown/render-markdown.ts';
import type { Page } from '../page.ts';
import { resolveLink } from '../pages/document-page.ts';
import { repositoryUrl } from '../site-map.ts';
import type { EntryApi, ExportApi, PackageApi } from './package-api.ts';

const section = 'api/index.html';

/** A page for each package: its README, then what it exports. */
export function apiPages(packages: readonly PackageApi[], exists: (file: string) => boolean): readonly Page[] {
  return [indexPage(packages), ...packages.map((one) => packagePage(one, exists))];
}

const kinds = { function: 'Functions', class: 'Classes', value: 'Values', type: 'Types' } as const;

function packagePage({ name, description, readme, entries }: PackageApi, exists: (file: string) => boolean): Page {
  const path = `api/${name}.html`;
  const source = `packages/${name}/README.md`;
  const rendered = renderMarkdown(readme, (href) => resolveLink(source, path, href, exists));
  const sections = entries.map((entry) => entrySection(entry, (href) => resolveLink(source, path, href, exists)));
  return {
    path,
    title: `@bootwright/${name}`,
    description,
    html: `<p class="crumbs"><a href="index.html">Packages</a></p>\n${rendered.html}\n${sections.map(({ html }) => html).join('\n')}`,
    headings: [...rendered.headings, ...sections.flatMap(({ headings }) => headings)],
    section,
    text: `${rendered.text} ${entries.flatMap(({ exported }) => exported.map((one) => one.name)).join(' ')}`,
    source,
  };
}

function entrySection({ specifier, exported }: EntryApi, link: (href: string) => string) {
  const entry = specifier.split('/').slice(2).join('-');
  const prefix = entry === '' ? 'exports' : `exports-of-${entry}`;
  const parts = Object.entries(kinds).flatMap(([kind, title]) => {
    const found = exported.filter((one) => one.kind === kind);
    if (found.length === 0) return [];
    const items = found.map((one) => exportHtml(one, `${prefix}-${one.name}`, link));
    return [{ id: `${prefix}-of-kind-${kind}`, title, html: items.join('\n') }];
  });
  const html = parts.map(({ id, title, html: items }) => `<h3 id="${id}">${title}</h3>\n${items}`).join('\n');
  return {
    html: `<h2 id="${prefix}">Exports of <code>${specifier}</code></h2>\n${html}`,
    headings: [
      { level: 2, id: prefix, text: `Exports of ${specifier}` },
      ...parts.map(({ id, title }) => ({ level: 3, id, text: title })),
    ],
  };
}

function exportHtml({ name, comment, declaration, file, line }: ExportApi, id: string, link: (href: string) => string) {
  const source = `<a href="${repositoryUrl}/blob/main/${file}#L${line}" aria-label="Source of ${name}">source</a>`;
  return `<section class="export" id="${escapeHtml(id)}">
<h4><code>${escapeHtml(name)}</code> <small>${source}</small></h4>
${renderMarkdown(comment, link).html}
${renderCode(declaration.replace(/^export /gm, ''), 'ts')}
</section>`;
}

function indexPage(packages: readonly PackageApi[]): Page {
  const rows = packages.map(
    ({ name, description }) =>
      `<dt id="${name}"><a href="${name}.html"><code>@bootwright/${name}</code></a></dt><dd>${escapeHtml(description)}</dd>`,
  );
  return {
    path: section,
    title: 'Packages',
    description: 'What each package is, and what it exports.',
    html: `<h1>Packages</h1>
<p class="lead">Each package is one thing that you can install alone: <code>npm install @bootwright/NAME</code>. Types need <code>lib: ["es2022"]</code> and the resolution of Node or of a bundler.</p>
<dl class="codes">${rows.join('\n')}</dl>`,
    headings: [],
    section,
    text: packages.map(({ name }) => name).join(' '),
    source: 'docs/api',
  };
}
