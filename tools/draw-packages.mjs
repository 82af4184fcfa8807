// node tools/draw-packages.mjs
//
// Draws the packages and their imports in docs/architecture.md, from the sources. An import that another one implies is
// left out: where A imports B and C, and B imports C, the line from A to C is not drawn.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { layers } from './layers.mjs';

const workspace = dirname(import.meta.dirname);
const page = join(workspace, 'docs/architecture.md');
const [begin, end] = ['<!-- packages: node tools/draw-packages.mjs -->', '<!-- /packages -->'];

/** The names of the packages that a package's sources import. */
function importsOf(name) {
  const folder = join(workspace, 'packages', name, 'src');
  const sources = readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'));
  const texts = sources.map((file) => readFileSync(join(folder, file), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/(?:from|import\() ?'@bootwright\/([\w-]+)/g)]);
  return new Set(found.map(([, imported]) => imported).filter((imported) => imported !== name));
}

/** Imports without those that others imply. */
function direct(name, imports) {
  const reached = (from) => [...imports.get(from)].flatMap((next) => [next, ...reached(next)]);
  const implied = new Set([...imports.get(name)].flatMap(reached));
  return [...imports.get(name)].filter((imported) => !implied.has(imported)).sort();
}

/** A Mermaid flowchart of all packages by layer. */
export function packageDrawing() {
  const imports = new Map(layers.map(({ name }) => [name, importsOf(name)]));
  const numbers = [...new Set(layers.map(({ layer }) => layer))].sort((a, b) => b - a);
  const boxes = numbers.flatMap((number) => [
    `  subgraph layer${number}[" "]`,
    ...layers.filter(({ layer }) => layer === number).map(({ name }) => `    ${name}`),
    '  end',
  ]);
  const lines = layers.toReversed().flatMap(({ name }) => direct(name, imports).map((to) => `  ${name} --> ${to}`));
  return ['```mermaid', 'flowchart TB', ...boxes, ...lines, '```'].join('\n');
}

/** The page with the drawing as it is to be. */
export function architecturePage(text = readFileSync(page, 'utf8')) {
  const [before, rest] = text.split(begin);
  const [, after] = (rest ?? '').split(end);
  if (after === undefined) throw new Error(`docs/architecture.md has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${packageDrawing()}\n\n${end}${after}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(page, architecturePage());
