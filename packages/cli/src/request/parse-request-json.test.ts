import { describe, expect, test } from 'vitest';
import { parseRequestJson } from './parse-request-json.ts';

describe('a request keeps the digits of its numbers', () => {
  test.each([
    ['a seed that fits into a double', '{"seed": 17}', { seed: 17 }],
    ['the largest seed', '{"seed": 9223372036854775807}', { seed: '9223372036854775807' }],
    ['the smallest seed', '{"seed":\n-9223372036854775808}', { seed: '-9223372036854775808' }],
    [
      'a seed beyond 2^53 whose double is written alike',
      '{"name": "a", "seed": 1383774806343025700}',
      { name: 'a', seed: '1383774806343025700' },
    ],
    [
      'the last of two seeds',
      '{"seed": 9223372036854775807, "seed": 9223372036854775806}',
      { seed: '9223372036854775806' },
    ],
    ['a text that looks like a seed', '{"name": "\\"seed\\": 1"}', { name: '"seed": 1' }],
    ['a whole number as a fraction', '{"options": {"size": 1e10}}', { options: { size: 10_000_000_000 } }],
  ])('%s', (_name, text, value) => {
    expect(parseRequestJson(text, { document: 'request' })).toEqual(value);
  });
});

test.each(['9007199254740993', '1e400'])('rejects %s, of which a double would be another number', (number) => {
  expect(() => parseRequestJson(`{"options": {"size": ${number}}}`, { document: 'request' })).toThrow(
    `the number ${number} has more digits than can be kept`,
  );
});
