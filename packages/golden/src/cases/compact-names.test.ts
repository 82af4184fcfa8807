import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactNames, expandNames } from './compact-names.ts';

test.each([
  ['no names', [], []],
  ['one name', ['a/b'], ['a/b']],
  ['names that differ in the last segment', ['a/raw', 'a/ami'], ['a/{raw,ami}']],
  ['a whole matrix', ['x/1/raw', 'x/1/ami', 'x/2/raw', 'x/2/ami'], ['x/{1,2}/{raw,ami}']],
  ['a matrix with a hole', ['1/raw', '1/ami', '2/raw'], ['1/{raw,ami}', '2/raw']],
  ['names of different lengths', ['a', 'a/b'], ['a', 'a/b']],
])('%s', (_name, names, patterns) => {
  expect(compactNames(names)).toEqual(patterns);
});

test('patterns expand to the same names, whatever they are', () => {
  const word = fc.constantFrom('a', 'b', 'c');
  const names = fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('/')));
  fc.assert(
    fc.property(names, (all) => {
      expect(compactNames(all).flatMap(expandNames).sort()).toEqual([...all].sort());
    }),
  );
});
