import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deepest, walkJson } from './json-walk.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const problemOf = (text: string) => walkJson(text, () => false);

it('takes for JSON what JSON.parse takes, and nothing else', () => {
  const words = [
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '"a"',
    '"b"',
    '"\\u00e9\\n"',
    '"\\x"',
    '"\t"',
    '"',
    '0',
    '-1',
    '01',
    '1.5e+3',
    '1.',
    '.5',
    '-',
    'true',
    'nul',
    'null',
    ' ',
    '\n',
    '\u00a0',
    '\u0000',
    'é',
    '/',
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((parts) => parts.join('')),
    fc
      .json()
      .chain((json) => fc.tuple(fc.constant(json), fc.nat(json.length), fc.constantFrom('', ...words)))
      .map(([json, at, word]) => json.slice(0, at) + word + json.slice(at + word.length)),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  fc.assert(
    fc.property(text, (any) => {
      const problem = problemOf(any);
      if (problem?.kind !== 'depth') expect([any, problem === undefined]).toEqual([any, isJson(any)]);
    }),
    { numRuns },
  );
});

it('visits keys and items in order, with their paths', () => {
  const seen: unknown[] = [];
  walkJson('{"a": [1, {"b": null}], "a": []}', ({ path, offset, repeated }) => {
    seen.push([path().join('.'), offset, repeated]);
    return false;
  });
  expect(seen).toEqual([
    ['a', 1, false],
    ['a.0', 7, false],
    ['a.1', 10, false],
    ['a.1.b', 11, false],
    ['a', 24, true],
  ]);
});

it('goes as deep as it says', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect([problemOf(nested(deepest)), problemOf(nested(deepest + 1))?.kind]).toEqual([undefined, 'depth']);
});
