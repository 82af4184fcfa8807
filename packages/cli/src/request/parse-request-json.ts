import type { Location } from '@bootwright/core';
import { parseJson } from '../files/parse-json.ts';
import { withExactSeed } from './exact-seed.ts';

const subject = {
  code: 'request/json',
  subject: 'the request',
  hint: 'give one JSON object; "bootwright schema request" describes it',
};

/** The JSON value of a request's text, its seed exact; other text is the fault `request/json`. */
export function parseRequestJson(text: string, at: Location): unknown {
  return withExactSeed(parseJson(text, at, subject), text);
}
