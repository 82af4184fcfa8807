import { diskFigure, escapeHtml, renderPage } from '@bootwright/manifest-diff';
import type { ManifestOutline, OutlinedPipeline } from './manifest-outline.ts';

/** The outline as one page that needs nothing else, without script: pipelines to unfold. */
export function renderShowHtml({ pipelines, containers, files, sources }: ManifestOutline, title: string): string {
  const stages = pipelines.reduce((sum, { stages: all }) => sum + all.length, 0);
  const list = (name: string, items: readonly string[]): string =>
    items.length === 0
      ? ''
      : `<details class="case"><summary><h2>${name}</h2> <span class="count">${items.length}</span></summary><ul class="names">${items
          .map((item) => `<li>${escapeHtml(item)}</li>`)
          .join('')}</ul></details>`;
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<p class="summary">${pipelines.length} pipelines, ${stages} stages; ${escapeHtml(
    sources.map(({ kind, items }) => `${items} items of ${kind}`).join(', ') || 'no sources',
  )}</p>
</header>
<main>
${pipelines.map(pipelineSection).join('\n')}
${list(
  'Containers',
  containers.map(({ name, digest }) => (digest === undefined ? name : `${name}@${digest}`)),
)}${list('Files', files)}
</main>`;
  return renderPage({ title, body, style: showStyle });
}

function pipelineSection({ name, build, runner, stages, packages, disk }: OutlinedPipeline): string {
  const about = [build === undefined ? '' : `built in ${build}`, runner ?? '', `${stages.length} stages`].filter(
    (part) => part !== '',
  );
  const rows = stages.map(
    ({ type, summary }, index) =>
      `<tr><td class="place">${index + 1}</td><td class="type">${escapeHtml(type)}</td><td>${escapeHtml(summary)}</td></tr>`,
  );
  const installed = packages.map(
    ({ name: one, version }) => `<li>${escapeHtml(version === '' ? one : `${one}-${version}`)}</li>`,
  );
  const list =
    installed.length === 0
      ? ''
      : `<details><summary><h3>${installed.length} packages</h3></summary><ul class="names">${installed.join('')}</ul></details>`;
  const table = `<table class="stages"><caption class="hidden">Stages of ${escapeHtml(name)}</caption><tbody>${rows.join('')}</tbody></table>`;
  return `<details class="case" open><summary><h2>${escapeHtml(name)}</h2> <span class="count">${escapeHtml(
    about.join(', '),
  )}</span></summary><div class="inside">${disk === undefined ? '' : diskFigure(disk, 'Disk')}${table}${list}</div></details>`;
}

const showStyle = `
.stages { table-layout: auto; }
.stages td { border-top: 1px solid var(--line); font-size: .875rem; }
.stages td.place { width: 3.5rem; display: table-cell; white-space: nowrap; }
.stages td.type { width: 14rem; font-weight: 600; }
.names { columns: 18rem; }
.names li { break-inside: avoid; }
`;
