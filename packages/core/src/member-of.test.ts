import { expect, test } from 'vitest';
import { memberOf } from './member-of.ts';

test.each<[string, number | undefined]>([
  ['one', 1],
  ['two', undefined],
  ['constructor', undefined],
  ['toString', undefined],
  ['__proto__', undefined],
])('of a table with "one", %j is %j', (name, value) => {
  expect(memberOf({ one: 1 }, name)).toBe(value);
});

test('a table may have a member of an inherited name', () => {
  expect(memberOf({ constructor: 1 }, 'constructor')).toBe(1);
});
