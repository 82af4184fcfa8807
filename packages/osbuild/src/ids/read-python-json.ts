import { JsonNumber, type JsonReading, readExactJson, stringEnd } from '@bootwright/core';

/**
 * Reads a text as osbuild does, with Python: numbers are kept as they are written, `NaN` and `Infinity` are numbers too,
 * and the last of equal keys wins. A byte order mark is an error.
 */
export function readPythonJson(text: string): JsonReading {
  const reading = readExactJson(text);
  if (reading.kind === 'value' || !/NaN|Infinity/.test(text)) return reading;
  // Stand-ins of the same length keep the places of what follows.
  const notANumber = unusedNumber(text);
  let changed = false;
  const standIns = outsideStrings(text, (part) =>
    part.replace(constant, (found) => {
      changed = true;
      return found === 'NaN' ? notANumber : '1E999999';
    }),
  );
  if (!changed) return reading;
  return readExactJson(standIns, (number) => (number.text === notANumber ? new JsonNumber('NaN') : number));
}

const constant = /(?<![\w.-])NaN(?![\w.])|(?<![\w.])Infinity(?![\w.])/g;

/** A JSON text with what is between its strings replaced. */
function outsideStrings(text: string, replace: (part: string) => string): string {
  const parts: string[] = [];
  let start = 0;
  for (let quote = text.indexOf('"'); quote !== -1; quote = text.indexOf('"', start)) {
    const end = stringEnd(text, quote);
    if (end === -1) return [...parts, replace(text.slice(start, quote)), text.slice(quote)].join('');
    parts.push(replace(text.slice(start, quote)), text.slice(quote, end + 1));
    start = end + 1;
  }
  return [...parts, replace(text.slice(start))].join('');
}

/** A number of three characters that the text does not have. */
function unusedNumber(text: string): string {
  for (const exponent of ['E', 'e']) {
    for (let digit = 0; digit < 100; digit++) {
      const number = `${Math.floor(digit / 10)}${exponent}${digit % 10}`;
      if (!text.includes(number)) return number;
    }
  }
  return '0E0';
}
