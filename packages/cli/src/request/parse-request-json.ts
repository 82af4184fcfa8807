import { Fault, type Location } from '@bootwright/core';
import { withExactSeed } from './exact-seed.ts';

/** The JSON value of a request's text, its seed exact; other text is the fault `request/json`. */
export function parseRequestJson(text: string, at: Location): unknown {
  return withExactSeed(parseJson(text, at), text);
}

function parseJson(text: string, at: Location): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Fault('request/json', `the request is no JSON: ${message}`, {
      at,
      hint: 'give one JSON object; "bootwright schema request" describes it',
    });
  }
}
