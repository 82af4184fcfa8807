import { expect, test } from 'vitest';
import { promisedSizes, sizeOf } from './kit-sizes.mjs';

test('the README of frontend-kit promises sizes of all of it and of its parts', () => {
  const names = promisedSizes().map((row) => row.names);
  expect(names).toContain('everything');
  expect(names.length).toBeGreaterThan(8);
});

test.each(promisedSizes().map(({ names, most }) => [names, most] as const))(
  'a page that imports %s of frontend-kit loads at most %d KB',
  async (names, most) => {
    expect((await sizeOf(names)) / 1000).toBeLessThanOrEqual(most);
  },
);
