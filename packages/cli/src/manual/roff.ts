import type { Row } from '../arguments/help.ts';

/** Text as roff shows it: with its own backslashes, and dashes that can be copied. */
export function roff(text: string): string {
  const safe = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq').replaceAll('…', '\\&...');
  // A line that begins so would be a request.
  return /^[.']/.test(safe) ? `\\&${safe}` : safe;
}

/** One line of text; roff fills it. */
export const lines = (text: string): string => roff(text.replaceAll(/\s+/g, ' ').trim());

/** A section; none where it is empty. */
export function section(title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`.SH ${title}`, ...body];
}

/** Terms with their meanings below. */
export function rows(given: readonly Row[]): readonly string[] {
  return given.flatMap(([term, meaning]) => ['.TP', `.B ${roff(term)}`, lines(meaning)]);
}
