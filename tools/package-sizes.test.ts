import { expect, test } from 'vitest';
import { layers } from './layers.mjs';
import { sizeOfImport, sizeTable } from './package-sizes.mjs';

test('docs/sizes.md has every package that runs in a browser, all of it', () => {
  const expected = layers.filter(({ browserSafe }) => browserSafe === true).map(({ name }) => `@bootwright/${name}`);
  const whole = sizeTable().filter(({ imported }) => imported === 'everything');
  expect(whole.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
});

test.each(sizeTable().map((row) => [row.imported, row.name, row.most, row] as const))(
  'a page that imports %s of %s loads at most %d KB, and not less by a third',
  async (_imported, _name, most, row) => {
    const size = await sizeOfImport(row);
    expect(size).toBeLessThanOrEqual(most);
    // Of less than a KB the table has one digit.
    if (most > 1) expect(size).toBeGreaterThan(most * 0.66);
  },
);
