import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Lines of the source code of all packages, tests included, as `FILE:NUMBER: TEXT`. */
const lines = readdirSync(join(root, 'packages'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && /\/src(?:\/|$)/.test(entry.parentPath))
  .filter(({ parentPath }) => !parentPath.includes('node_modules'))
  .flatMap(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const text = readFileSync(file, 'utf8').split('\n');
    return text.map((line, index) => `${relative(root, file)}:${index + 1}: ${line}`);
  });

test('source code has straight apostrophes', () => {
  expect(lines.length).toBeGreaterThan(10_000);
  expect(lines.filter((line) => line.includes('\u2019'))).toEqual([]);
});

test('a hint begins with a word in lower case, as messages do', () => {
  const begins =
    /(?:\bhint\w*\s*[:=]|^[^:]*:\d+:\s+)\s*['`](?:Use|Give|Set|Add|Remove|Mount|Build|Write|Keep|Make|Leave) [a-z"]/;
  expect(lines.filter((line) => begins.test(line) && !/description|describe|summary/.test(line))).toEqual([]);
});
