import { Fault, type Location, type NumberReading, readExactJson } from '@bootwright/core';

/** What the text is, for its fault. */
export interface JsonSubject {
  readonly code: string;
  /** Such as `the request`. */
  readonly subject: string;
  readonly hint: string;
  /** Reads numbers that a double cannot hold. Default: they are `JsonNumber`s. */
  readonly number?: NumberReading;
}

/** The value of a JSON text. Invalid JSON is a fault with its line and column. */
export function parseJson(text: string, at: Location, { code, subject, hint, number }: JsonSubject): unknown {
  const reading = readExactJson(text, number);
  if (reading.kind === 'value') return reading.value;
  const { problem, line, column } = reading;
  throw new Fault(code, `${subject} is not valid JSON: ${problem}`, { at: { ...at, line, column }, hint });
}
