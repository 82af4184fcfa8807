import { Fault, type Location } from '@bootwright/core';

const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

/**
 * A seed: a signed 64-bit integer, as a number or as decimal digits in a string. A JSON number beyond 2^53 - 1
 * has lost digits on the way and is the fault `request/seed`, as is all else.
 */
export function parseSeed(value: unknown, at: Location): bigint {
  const seed = wholeNumber(value);
  if (seed !== undefined && seed >= least && seed <= greatest) return seed;
  throw new Fault('request/seed', 'invalid seed: expected a signed 64-bit integer', {
    at,
    hint: `give a whole number from ${least} to ${greatest}; beyond 2^53 - 1 as a string of digits`,
  });
}

function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? BigInt(value) : undefined;
}
