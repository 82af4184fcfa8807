import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namePattern } from './case-name.ts';
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

test.each([
  ['a name fits itself', 'a/b', 'a/b', true],
  ['a folder fits what is below it', 'a', 'a/b/c', true],
  ['and not what begins alike', 'a', 'ab', false],
  ['a star stays within a segment', 'a/*/c', 'a/b/c', true],
  ['so that it does not span two', 'a/*c', 'a/b/c', false],
  ['two stars span any number', '**/raw', 'a/b/raw', true],
  ['a choice of words', 'a/{raw,ami}', 'a/ami', true],
  ['a choice of others', 'a/{raw,ami}', 'a/gce', false],
  ['a dot is a dot', 'a.b', 'axb', false],
])('%s', (_name, pattern, name, fits) => {
  expect(namePattern(pattern)(name)).toBe(fits);
});
