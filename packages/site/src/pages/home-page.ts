import { escapeHtml } from '../markdown/escape.ts';
import { renderCode } from '../markdown/render-markdown.ts';
import type { Page } from '../page.ts';

const picture = `container ──inspect──▶ facts ──────┐
blueprint ──parse────▶ request ────┼──▶ plan ──▶ manifest ──▶ osbuild ──▶ disk ──▶ it boots, or why not
image type ──────────▶ definition ─┘      └──▶ notices: all that is ignored, changed or doubted`;

/** The first page. `guides` are listed with their descriptions. */
export function homePage(guides: readonly Page[]): Page {
  const cards = guides.map(
    ({ path, title, description }) =>
      `<li><a href="${path}">${escapeHtml(title)}</a><p>${escapeHtml(description)}</p></li>`,
  );
  const html = `<div class="hero">
<h1>From a bootable container to a disk</h1>
<p class="lead">Bootwright reads a bootc container, decides how its disk must look, and writes the osbuild manifest that builds it: byte for byte the manifest of image-builder. It delivers users, files and kernel arguments to sealed containers without breaking the seal, and reports each option that has no effect: what, where, why, and what to do.</p>
<p class="actions"><a href="guides/install.html">Install</a> <a href="playground/index.html">Try it in this browser</a></p>
</div>
${renderCode(picture, '')}
<h2 id="guides">What do you want to do?</h2>
<ul class="cards">${cards.join('\n')}</ul>
<h2 id="look-up">Look something up</h2>
<ul class="cards">
<li><a href="commands.html">Commands</a><p>Every command, option, exit status and form of JSON.</p></li>
<li><a href="codes/index.html">Fault and notice codes</a><p>What happened, why, the cure and an example.</p></li>
<li><a href="api/index.html">Packages</a><p>What each package exports, for programs in TypeScript.</p></li>
<li><a href="architecture.html">Architecture</a><p>How it works, and where a change goes.</p></li>
</ul>`;
  return {
    path: 'index.html',
    title: 'Bootwright',
    description: 'From a bootable container to a disk: inspection, decisions and osbuild manifests, sealed or not.',
    html,
    headings: [],
    section: 'index.html',
    text: '',
  };
}

/** The page that a server shows for a path without one. */
export const missingPage: Page = {
  path: '404.html',
  title: 'Page not found',
  description: 'There is no such page.',
  html: '<h1>Page not found</h1>\n<p class="lead">There is no page at this address. Search above, or choose one of the list.</p>',
  headings: [],
  section: '404.html',
  text: '',
};

export const searchPage: Page = {
  path: 'search.html',
  title: 'Search',
  description: 'Search all pages.',
  html: `<h1>Search</h1>
<noscript><p>The search is a script of this site; without it, the list of pages leads everywhere.</p></noscript>
<p id="found" role="status"></p>
<ol id="results"></ol>`,
  headings: [],
  section: 'search.html',
  text: '',
};
