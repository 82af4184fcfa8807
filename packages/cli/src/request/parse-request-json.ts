import { requestNumber } from '@bootwright/build-request';
import { inside, type Location } from '@bootwright/core';
import { parseJson } from '../files/parse-json.ts';

const subject = {
  code: 'request/json',
  subject: 'the request',
  hint: 'give one JSON object; "bootwright schema request" describes it',
};

/** The JSON value of a request's text, its numbers exact; other text is the fault `request/json`. */
export function parseRequestJson(text: string, at: Location): unknown {
  return parseJson(text, at, { ...subject, number: (number, path) => requestNumber(number, inside(at, ...path)) });
}
