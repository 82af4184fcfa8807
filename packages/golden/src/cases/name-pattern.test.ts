import { expect, test } from 'vitest';
import { namePattern } from './name-pattern.ts';

test.each([
  ['a name fits itself', 'a/b', 'a/b', true],
  ['a folder fits what is below it', 'a', 'a/b/c', true],
  ['and not what begins alike', 'a', 'ab', false],
  ['a star stays within a segment', 'a/*/c', 'a/b/c', true],
  ['so that it does not span two', 'a/*c', 'a/b/c', false],
  ['two stars span any number', '**/raw', 'a/b/raw', true],
  ['a choice of words', 'a/{raw,ami}', 'a/ami', true],
  ['a choice of others', 'a/{raw,ami}', 'a/gce', false],
  ['three segments of which the last is a choice with a star', 'a/{b*,c}/d', 'a/bcd/d', true],
  ['a question mark is one letter', 'a/?/c', 'a/b/c', true],
  ['and not two', 'a/?/c', 'a/bb/c', false],
  ['nor a slash', 'a?c', 'a/c', false],
  ['a slash at the end changes nothing', 'a/', 'a/b', true],
  ['a dot is a dot', 'a.b', 'axb', false],
])('%s', (_name, pattern, name, fits) => {
  expect(namePattern(pattern)(name)).toBe(fits);
});

test('a pattern of many wildcards is compared with a long name once', () => {
  const name = 'a'.repeat(20_000);
  // A regular expression would try more ways than there are atoms.
  expect(namePattern(`${'**a'.repeat(100)}b`)(name)).toBe(false);
  expect(namePattern(`${'{a*,*a}'.repeat(100)}b`)(name)).toBe(false);
});
