import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { architecturePage, packageDrawing } from './draw-packages.mjs';
import { layers } from './layers.mjs';

const page = readFileSync(join(import.meta.dirname, '../docs/architecture.md'), 'utf8');

test('docs/architecture.md shows the packages as they import each other: "node tools/draw-packages.mjs" draws them', () => {
  expect(page).toBe(architecturePage(page));
});

test('draws every package, and no import that another one implies', () => {
  const lines = packageDrawing().split('\n');
  for (const { name } of layers) expect(lines).toContain(`    ${name}`);
  expect(lines).toContain('  archive --> core');
  expect(lines).not.toContain('  cli --> core');
});

test('rejects a page without a place for the drawing', () => {
  expect(() => architecturePage('# Architecture\n')).toThrow('docs/architecture.md has no <!-- packages');
});

test('the map of packages has a line for each', () => {
  const rows = Array.from(page.matchAll(/^\| `([\w-]+)` \|/gm), ([, name]) => name);
  expect(rows.toSorted()).toEqual(layers.map(({ name }) => name).toSorted());
});
