import { expect, test } from 'vitest';
import { parseRequiredSuites } from './required-suites.ts';
import { suiteNames } from './suite.ts';

test.each([
  ['nothing', '', []],
  ['one', 'disks', ['disks']],
  ['several, in the order of suites', 'disks, inspect registry', ['inspect', 'registry', 'disks']],
  ['all', 'all', suiteNames],
])('%s', (_, text, expected) => {
  expect(parseRequiredSuites(text)).toEqual(expected);
});

test('an unknown suite is a fault that names the nearest one', () => {
  expect(() => parseRequiredSuites('inspect,disk')).toThrow(
    expect.objectContaining({
      code: 'integration/unknown-rung',
      message: 'Expected names of suites in BOOTWRIGHT_REQUIRE, got "disk"',
      hint: expect.stringMatching(/^did you mean "disks"\? use inspect, registry, .*, or "all"$/),
    }),
  );
});
