import { requestNumber } from '@bootwright/build-request';
import { inside, isObject, type Location, type NumberReading } from '@bootwright/core';
import { parseJson } from '../files/parse-json.ts';

const subject = {
  code: 'request/json',
  subject: 'the request',
  hint: 'give one JSON object; "bootwright schema request" describes it',
};

/** The JSON value of a request's text, its numbers exact; other text is the fault `request/json`. */
export function parseRequestJson(text: string, at: Location): unknown {
  const number: NumberReading = (value, path) => requestNumber(value, inside(at, ...path));
  return withExactSeed(parseJson(text, at, { ...subject, number }));
}

/** A seed beyond 2^53 whose double is written with the digits of the text, such as 1383774806343025700, as these digits. */
function withExactSeed(value: unknown): unknown {
  if (!isObject(value) || typeof value.seed !== 'number' || Number.isSafeInteger(value.seed)) return value;
  return { ...value, seed: String(value.seed) };
}
