import { WorkBudget } from '@bootwright/archive';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { pathMatcher } from './path-matcher.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** The paths that an expression fits, of a regular file. */
function fitting(expression: string, paths: readonly string[]): readonly string[] {
  const matcher = pathMatcher({ expression, letter: '-', place: 'line 1 of file_contexts' });
  const { fits } = matcher.compile(new WorkBudget());
  return paths.filter((path) => bytes(path).startsWith(matcher.prefix) && fits(`${bytes(path)}-`));
}

describe("Rust's engine reads", () => {
  test.each<readonly [what: string, expression: string, fits: readonly string[], not: readonly string[]]>([
    ['a count with leading zeros', '/a{02}', ['/aa'], ['/a', '/a{02}']],
    ['counts beyond a thousand', '/a{1,2500}', [`/${'a'.repeat(2500)}`], ['/', `/${'a'.repeat(2501)}`]],
    ['a repeated repeat', '/a**b{2}{2}', ['/bbbb', '/aabbbb'], ['/bb']],
    ['a possessive repeat as a repeated one', '/a*+a', ['/aaa'], ['/']],
    ['a common part of classes', '/[a-f&&[^b-e]]', ['/a', '/f'], ['/b', '/&', '/[']],
    ['a class without another', '/[a-z--b-d]', ['/a', '/e'], ['/b', '/-']],
    ['what is in one of two classes only', '/[a-c~~b-d]', ['/a', '/d'], ['/b', '/~']],
    ['a class in a class', '/[a[bc]-]', ['/a', '/c', '/-'], ['/[', '/]']],
    ['a class with an unknown name as letters', '/[[:foo:]]', ['/f', '/o', '/:'], ['/a']],
    ['an unknown name of a word boundary as text', '/a\\b{constructor}', ['/a{constructor}'], ['/a']],
    ['the start and end of words', '/\\<a.b\\>|/b\\b{start}c', ['/a/b', '/a.b'], ['/bc']],
    ['blanks as ASCII has them', '/\\s', ['/\v', '/\u0020'], ['/\u0085', '/\u00a0']],
    ['letters without those of Unicode', '/\\w\\d', ['/a1'], ['/é1', '/a\u0661']],
    ['case of ASCII letters only', '/(?i)ké', ['/ké', '/Ké'], ['/kÉ', '/\u212aé']],
    ['a character beyond ASCII as a whole', '/é{2}', ['/éé'], ['/é']],
    ['a dot as any byte but NUL', '/.', ['/\n', '/\r'], ['/\0', '/é']],
    ['hexadecimal bytes, and characters in braces', '/\\xc3\\xa9\\x{e9}', ['/éé'], ['/é']],
    ['names of groups', '/(?P<n>a)(?<m.1>b)', ['/ab'], ['/a']],
  ])('%s', (_, expression, fits, not) => {
    expect(fitting(expression, [...fits, ...not])).toEqual(fits);
  });
});

describe('PCRE2 reads', () => {
  test.each<readonly [what: string, expression: string, fits: readonly string[], not: readonly string[]]>([
    ['a count without its least number', '/a{,2}', ['/', '/aa'], ['/aaa', '/a{,2}']],
    ['look-around, with a dot that does not match a newline', '/(?=a.b)a[^c]b', ['/a\rb', '/axb'], ['/a\nb']],
    ['braces without a count', '/a{x}', ['/a{x}'], ['/ax']],
    ['an atomic group', '/(?>a+)b|/(?>a+)a', ['/aab'], ['/aa']],
    ['a possessive repeat', '/(?=a)a++b|/(?=c)c?+c', ['/aab', '/cc'], ['/c']],
    ['a class without operations', '/(?!x)[a&&b]', ['/a', '/&', '/b'], ['/c']],
    ['references, the first group being the second', '/(a|b)\\2', ['/aa', '/bb'], ['/ab']],
    ['a reference to the whole as never', '/a\\1', [], ['/a', '/aa']],
    ['categories of Unicode, of single bytes', '/\\p{Lu}\\pL', ['/Aa'], ['/aA', '/É']],
    ['quotes and comments', '/(?#c)\\Qa.b\\E', ['/a.b'], ['/axb']],
  ])('%s', (_, expression, fits, not) => {
    expect(fitting(expression, [...fits, ...not])).toEqual(fits);
  });
});

test.each<readonly [what: string, expression: string, fault: string, message: string]>([
  ['a rule that neither engine reads is rejected', '/a(', 'composefs/refused', 'not a regular expression: "/a("'],
  [
    'an unknown name of a class next to look-around is rejected',
    '/(?=a)[[:foo:]]',
    'composefs/refused',
    'not a regular',
  ],
  ['Unicode', '/(?u)\\w', 'composefs/not-computed', 'not verified (it switches Unicode on): "/(?u)\\\\w", line 7'],
  ['recursion', '/(?=a)(?R)', 'composefs/not-computed', 'not verified ((?R)'],
  ['the start of a match', '/a\\Kb', 'composefs/not-computed', 'not verified (\\K)'],
  ['a verb', '/(*ACCEPT)', 'composefs/not-computed', 'not verified (a verb (*…))'],
  ['a group that the rule closes itself', '/a)|(b', 'composefs/not-computed', 'a group that it did not open'],
  ['a reference to a group without a text', '/(?:(a)|b)\\2', 'composefs/not-computed', 'may have no text'],
  ['a look-behind of several lengths', '/(?<=/a?)b', 'composefs/not-computed', 'several lengths'],
  ['very many groups', `/${'('.repeat(100_000)}`, 'composefs/not-computed', 'groups inside one another'],
  ['very many classes', `/${'['.repeat(100_000)}`, 'composefs/not-computed', 'groups inside one another'],
])('what is not decided is named: %s', (_, expression, fault, message) => {
  expect(outcomeOf(() => pathMatcher({ expression, letter: '.', place: 'line 7 of file_contexts' }))).toEqual({
    fault,
    message: expect.stringContaining(message),
  });
});
