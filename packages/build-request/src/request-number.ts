import { Fault, type JsonNumber, type Location } from '@bootwright/core';

/**
 * The value of a number in the JSON text of a request that a double cannot hold as it is written: a whole number of 64
 * bits for a seed, as text; the double of the same value, such as 100 for `1e2`. Any other is the fault `request/number`:
 * it would be another number.
 */
export function requestNumber(number: JsonNumber, at: Location): unknown {
  if (at.path?.at(-1) === 'seed') return number.text;
  const value = number.double();
  if (value !== undefined) return value;
  throw new Fault('request/number', `the number ${number} has more digits than can be kept`, {
    at,
    hint: 'give a whole number up to 2^53 - 1',
  });
}
