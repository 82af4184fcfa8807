import { expect, test } from 'vitest';
import { renderTable } from './table.ts';

const rows = [
  ['TYPE', 'FILE', 'WHAT IT IS'],
  ['raw', 'disk.raw', 'a raw disk image'],
  ['gce', 'image.tar.gz', 'a disk archive for Google Compute Engine'],
];

test.each<[string, number | undefined, string]>([
  [
    'a table where there is room',
    undefined,
    `  TYPE  FILE          WHAT IT IS
  raw   disk.raw      a raw disk image
  gce   image.tar.gz  a disk archive for Google Compute Engine
`,
  ],
  [
    'a last column with less room goes on below',
    46,
    `  TYPE  FILE          WHAT IT IS
  raw   disk.raw      a raw disk image
  gce   image.tar.gz  a disk archive for
                      Google Compute Engine
`,
  ],
  [
    'a last column with hardly any room goes below its row',
    36,
    `  TYPE  FILE          WHAT IT IS
  raw   disk.raw
      a raw disk image
  gce   image.tar.gz
      a disk archive for Google
      Compute Engine
`,
  ],
])('%s', (_name, width, expected) => {
  expect(renderTable(rows, { indent: '  ', ...(width === undefined ? {} : { width }) })).toBe(expected);
});

test('a row without cells is an empty line', () => {
  expect(renderTable([[]])).toBe('\n');
});
