import { expect, test } from 'vitest';
import { WaitingTime } from './waiting-time.ts';

const limits = { most: 60_000, leastBytesPerSecond: 1000 };

test.each<readonly [string, readonly (readonly [number, number])[], number]>([
  ['is whole at first', [], 60_000],
  [
    'grows less with what is waited',
    [
      [10_000, 0],
      [5_000, 0],
    ],
    45_000,
  ],
  ['is never less than none', [[90_000, 0]], 0],
  [
    'comes back with bytes',
    [
      [10_000, 0],
      [0, 4000],
    ],
    54_000,
  ],
  [
    'is never more than at first, however much came',
    [
      [0, 1e9],
      [10_000, 0],
    ],
    50_000,
  ],
  ['stays where as many come as have to', Array.from({ length: 1000 }, () => [1000, 1000] as const), 60_000],
  ['ends where a byte comes every 29 seconds', Array.from({ length: 3 }, () => [29_000, 1] as const), 0],
])('%s', (_, waits, left) => {
  const time = new WaitingTime(limits);
  for (const [milliseconds, bytes] of waits) time.waited(milliseconds, bytes);
  expect(time.left).toBe(left);
});
