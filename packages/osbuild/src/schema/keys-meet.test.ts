import { expect, test } from 'vitest';
import { keysMeet, meetsKeys } from './keys-meet.ts';

const either = { oneOf: [{ required: ['a'] }, { required: ['b'] }] };

test.each([
  ['one of two keys', either, { a: 1 }, true],
  ['both where one is asked for', either, { a: 1, b: 1 }, false],
  ['neither', either, {}, false],
  ['any of two keys', { anyOf: either.oneOf }, { a: 1, b: 1 }, true],
  ['a key that is not allowed', { not: { required: ['a'] } }, { a: 1 }, false],
  ['all of two keys', { allOf: either.oneOf }, { a: 1, b: 1 }, true],
  ['a value that is not allowed', { properties: { a: { enum: [true] } } }, { a: false }, false],
  ['no value at all', { properties: { a: { enum: [true] } } }, {}, true],
  ['too few keys', { minProperties: 1 }, {}, false],
  ['what is not an object', either, 'text', true],
])('%s', (_name, condition, value, verdict) => {
  expect(meetsKeys(value, condition)).toBe(verdict);
});

test('the message says the condition', () => {
  expect(
    keysMeet({ anyOf: [{ required: ['a', 'b'] }, { not: { required: ['c'] } }], minProperties: 1 })[1],
  ).toMatchObject({
    error: 'needs these keys: any of (a and b | not (c)), at least 1 key',
  });
});
