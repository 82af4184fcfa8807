import { JsonNumber } from '@bootwright/core';
import { expect, test } from 'vitest';
import { requestNumber } from './request-number.ts';

test.each([
  ['1.0', 'size', 1],
  ['1e2', 'size', 100],
  ['9223372036854775807', 'seed', '9223372036854775807'],
])('reads %s of %s as %s', (text, key, value) => {
  expect(requestNumber(new JsonNumber(text), { path: ['options', key] })).toBe(value);
});

test.each(['9007199254740993', '1e400', '0.10000000000000000001'])(
  'rejects %s, which would be another number',
  (text) => {
    expect(() => requestNumber(new JsonNumber(text), { path: ['size'] })).toThrow(
      `the number ${text} has more digits than can be kept`,
    );
  },
);
