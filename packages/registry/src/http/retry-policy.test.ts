import { expect, test } from 'vitest';
import { parseRetryAfter, retryPause } from './retry-policy.ts';

const policy = {
  silenceMilliseconds: 1,
  retries: 6,
  firstPauseMilliseconds: 100,
  longestPauseMilliseconds: 1000,
};
const now = Date.parse('2026-01-02T03:04:05Z');

test.each([
  ['first', 0, 0, undefined, 100],
  ['second', 1, 0, undefined, 200],
  ['third', 2, 0, undefined, 400],
  ['third, spread', 2, 1, undefined, 600],
  ['fifth, bounded', 4, 1, undefined, 1000],
  ['last', 5, 0, undefined, 1000],
  ['one too many', 6, 0, undefined, undefined],
  ['first, when the server says', 0, 0, '1', 1000],
  ['first, when the server says at once', 0, 0, '0', 100],
  ['first, when the server wants too long', 0, 0, '2', undefined],
  ['first, when the server says nonsense', 0, 0, 'soon', 100],
  ['one too many, whatever the server says', 6, 0, '0', undefined],
])('the pause before the %s retry', (_, retry, chance, retryAfter, expected) => {
  const response = { now, chance, ...(retryAfter === undefined ? {} : { retryAfter }) };
  expect(retryPause(policy, retry, response)).toBe(expected);
});

test.each([
  ['0', 0],
  [' 120 ', 120_000],
  ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
  ['Friday, 02-Jan-26 03:04:15 GMT', 10_000],
  ['Fri, 02 Jan 2026 03:04:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['9'.repeat(400), Number.POSITIVE_INFINITY],
  ['', undefined],
])('Retry-After: %s', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
