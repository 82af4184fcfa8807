import { jsonProblem } from '@bootwright/blueprint';
import { Fault, type Location } from '@bootwright/core';

/** What a text is for, as its fault says it. */
export interface JsonSubject {
  readonly code: string;
  /** Such as `the request`. */
  readonly subject: string;
  readonly hint: string;
}

/** The value of a JSON text; other text is a fault with its line and column. */
export function parseJson(text: string, at: Location, { code, subject, hint }: JsonSubject): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const says = cause instanceof Error ? cause.message : String(cause);
    const { problem = says, ...place } = jsonProblem(text) ?? {};
    throw new Fault(code, `${subject} is no JSON: ${problem}`, { at: { ...at, ...place }, hint, cause });
  }
}
