import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserTableProblems } from './browser-claims.mjs';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

test('the table of packages says of browsers what the layer table says', () => {
  expect(browserTableProblems(readme)).toEqual([]);
});

test.each([
  [
    'a package that runs in no browser',
    /^(\| \[process\].*\|) +\|$/m,
    '$1 yes |',
    ['the row of process says "yes" of browsers, and tools/layers.mjs ""'],
  ],
  [
    'a package that runs in one',
    /^(\| \[disk\].*\|) yes \|$/m,
    '$1 |',
    ['the row of disk says "" of browsers, and tools/layers.mjs "yes"'],
  ],
  [
    'a package without a row',
    /^\| \[plan\].*\n/m,
    '',
    ['the row of plan says undefined of browsers, and tools/layers.mjs "yes"'],
  ],
])('reports what is wrong of %s', (_, row, changed, expected) => {
  expect(browserTableProblems(readme.replace(row, changed))).toEqual(expected);
});
