import { expect, test } from 'vitest';
import { parseRequiredRungs } from './required-rungs.ts';
import { rungNames } from './rung.ts';

test.each([
  ['nothing', '', []],
  ['one', 'disks', ['disks']],
  ['several, in the order of the ladder', 'disks, inspect registry', ['inspect', 'registry', 'disks']],
  ['all', 'all', rungNames],
])('%s', (_, text, expected) => {
  expect(parseRequiredRungs(text)).toEqual(expected);
});

test('a rung that there is not is a fault that names what may be meant', () => {
  expect(() => parseRequiredRungs('inspect,disk')).toThrow(
    expect.objectContaining({
      code: 'integration/unknown-rung',
      message: 'BOOTWRIGHT_REQUIRE names a rung that there is not: "disk"',
      hint: expect.stringMatching(/^did you mean "disks"\? the rungs are inspect, registry, .*, or "all"$/),
    }),
  );
});
