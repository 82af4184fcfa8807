import { positionOf } from '@bootwright/blueprint';
import type { DocumentPath } from '@bootwright/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonOffset } from './json-offset.ts';

const text = '{"a": [1, {"b\\"": "x]}\\\\"}, [2]], "c": {"d": null}, "e":7}';

test.each<[string, DocumentPath, string | undefined]>([
  ['a key', ['c'], '"c": '],
  ['a key below', ['c', 'd'], '"d": null'],
  ['an item', ['a', 1], '{"b'],
  ['an item of an item', ['a', 2, 0], '2]]'],
  ['a key with an escape', ['a', 1, 'b"'], '"b\\""'],
  ['what is behind brackets in strings', ['e'], '"e":7'],
  ['the nearest that is there', ['c', 'z', 1], '"c": '],
  ['nothing', ['z'], undefined],
  ['the whole', [], undefined],
])('%s', (_name, path, expected) => {
  const offset = jsonOffset(text, path);
  expect(offset === undefined ? undefined : text.slice(offset, offset + (expected?.length ?? 9))).toBe(expected);
});

/** The paths of all entries of a value. */
function pathsOf(value: unknown): readonly DocumentPath[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([step, item]) => [[step], ...pathsOf(item).map((path) => [step, ...path])]);
}

test('every entry of any JSON is found where the blueprint package finds it', () => {
  const layouts = fc.constantFrom(undefined, 1, '\t');
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), layouts, (value, layout) => {
      const json = JSON.stringify(value, null, layout);
      for (const path of pathsOf(value)) {
        const offset = jsonOffset(json, path) ?? -1;
        const before = json.slice(0, offset).split('\n');
        const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
        expect(place).toEqual(positionOf(json, 'json', path));
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 500) },
  );
});
