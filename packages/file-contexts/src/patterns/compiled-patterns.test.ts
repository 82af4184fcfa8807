import { WorkBudget } from '@bootwright/archive';
import { MiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { CompiledPatterns } from './compiled-patterns.ts';
import { type PathMatcher, pathMatcher } from './path-matcher.ts';

const rule = (expression: string): PathMatcher =>
  pathMatcher({ expression, letter: '.', place: 'line 1 of file_contexts' });

/** A rule that takes some memory, and more for each path; counts how often it is compiled. */
function counted(bytes: number, forPath = 0) {
  let compiled = 0;
  const compile = () => {
    compiled += 1;
    let paths = 0;
    return {
      fits: (key: string) => {
        paths += 1;
        return key === '/a-';
      },
      bytes: () => bytes + paths * forPath,
    };
  };
  return { matcher: { prefix: '', size: 10, compile }, compiled: () => compiled };
}

test('rules beyond the memory for them are compiled again when they are needed, those that were used last are kept', () => {
  const patterns = new CompiledPatterns(new WorkBudget());
  const rules = Array.from({ length: 6 }, () => counted(MiB(3)));
  const [first, second, , , , last] = rules;
  for (const { matcher } of rules.slice(0, 5)) patterns.prepare(matcher);
  const fits = (one: typeof first, key: string) => one !== undefined && patterns.fits(one.matcher, key);
  expect(fits(first, '/a-')).toBe(true);
  expect(fits(last, '/b-')).toBe(false);
  expect(fits(first, '/a-')).toBe(true);
  expect(rules.map(({ compiled }) => compiled())).toEqual([1, 1, 1, 1, 1, 1]);
  expect(fits(second, '/a-')).toBe(true);
  expect(rules.map(({ compiled }) => compiled())).toEqual([1, 2, 1, 1, 1, 1]);
});

test('what a rule keeps of the paths that it has seen counts as well', () => {
  const patterns = new CompiledPatterns(new WorkBudget());
  const { matcher, compiled } = counted(0, MiB(1));
  patterns.prepare(matcher);
  for (let count = 0; count < 8; count++) patterns.fits(matcher, '/a-');
  expect(compiled()).toBe(2);
});

test('each compilation is charged', () => {
  const budget = new WorkBudget();
  const patterns = new CompiledPatterns(budget);
  const { matcher } = counted(MiB(5));
  patterns.prepare(matcher);
  const once = budget.spent('pattern steps');
  expect(once).toBeGreaterThan(0);
  // Kept no longer, as one rule may not keep so much.
  patterns.fits(matcher, '/a-');
  expect(budget.spent('pattern steps')).toBe(once);
  patterns.fits(matcher, '/a-');
  expect(budget.spent('pattern steps')).toBe(2 * once);
});

test('a rule of many states says how much it keeps', () => {
  const matcher = rule('/(a|b)*a(a|b){300}');
  const compiled = matcher.compile(new WorkBudget());
  const before = compiled.bytes();
  expect(before).toBeGreaterThan(100_000);
  expect(compiled.fits(`/${'ab'.repeat(100)}-`)).toBe(false);
  // A state for each letter, of some hundred parts.
  expect(compiled.bytes() - before).toBeGreaterThan(100_000);
});
