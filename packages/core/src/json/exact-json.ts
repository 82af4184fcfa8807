import type { DocumentPath, PathStep } from '../faults/location.ts';
import { exactNumber, JsonNumber } from './json-number.ts';
import { type JsonReading, readJsonText } from './json-text.ts';
import { stringEnd } from './json-token.ts';

/** What becomes of a number that a double cannot hold as it is written. */
export type NumberReading = (number: JsonNumber, path: DocumentPath) => unknown;

/**
 * Reads a JSON text as `readJsonText` does, with every number as it is written: one that a double cannot hold is a
 * `JsonNumber`, which no schema takes for a number; or what `take` makes of it.
 */
export function readExactJson(text: string, take: NumberReading = (number) => number): JsonReading {
  const reading = readJsonText(text);
  if (reading.kind !== 'value' || !hasInexactNumber(text)) return reading;
  return { kind: 'value', value: new ExactReader(text, take).read() };
}

/** A number, or a string, in which digits are text. */
const numberOrString = /-?\d[\d.eE+-]*|"/g;

/**
 * Without these, a text has only whole numbers of fewer digits than a double has. A number is behind a bracket, a colon, a
 * comma or a blank, or at the start; digits in a string may be as well.
 */
const maybeInexact = /(?:^|[:,[\s])-?\d(?:\d{15}|\d{0,15}[.eE])/;

function hasInexactNumber(text: string): boolean {
  if (!maybeInexact.test(text)) return false;
  numberOrString.lastIndex = 0;
  for (let found = numberOrString.exec(text); found !== null; found = numberOrString.exec(text)) {
    if (found[0] === '"') numberOrString.lastIndex = stringEnd(text, found.index) + 1;
    else if (typeof exactNumber(found[0]) !== 'number') return true;
  }
  return false;
}

const token = /[^\s,\]}]+/y;
const blanks = /[ \t\n\r]*/y;

/**
 * Reads a text that `JSON.parse` took. `JSON.parse` gives no digits of a number before Node 21, and libraries that do
 * differ from it in repeated keys and in `__proto__`.
 */
class ExactReader {
  private offset = 0;
  private readonly path: PathStep[] = [];
  private readonly text: string;
  private readonly take: NumberReading;

  constructor(text: string, take: NumberReading) {
    this.text = text;
    this.take = take;
  }

  /** Depth is bounded by `readJsonText`. */
  read(): unknown {
    this.skipBlanks();
    switch (this.text[this.offset]) {
      case '{':
        return this.readRecord();
      case '[':
        return this.readList();
      case '"':
        return this.readString();
      default:
        return this.readWord();
    }
  }

  private readRecord(): unknown {
    const entries: [string, unknown][] = [];
    while (!this.ends('}')) {
      const key = this.readString();
      this.skipBlanks();
      this.offset++;
      entries.push([key, this.readAt(key)]);
    }
    return Object.fromEntries(entries);
  }

  private readList(): unknown {
    const items: unknown[] = [];
    while (!this.ends(']')) items.push(this.readAt(items.length));
    return items;
  }

  private readAt(step: PathStep): unknown {
    this.path.push(step);
    const value = this.read();
    this.path.pop();
    return value;
  }

  /** Passes an opening bracket, a comma or the closing bracket; whether it was that. */
  private ends(closing: string): boolean {
    this.skipBlanks();
    if (this.text[this.offset] !== closing) this.offset++;
    this.skipBlanks();
    if (this.text[this.offset] !== closing) return false;
    this.offset++;
    return true;
  }

  private readString(): string {
    const start = this.offset;
    this.offset = stringEnd(this.text, start) + 1;
    return String(JSON.parse(this.text.slice(start, this.offset)));
  }

  private readWord(): unknown {
    token.lastIndex = this.offset;
    const [word = ''] = token.exec(this.text) ?? [];
    this.offset += word.length;
    if (!/^[-\d]/.test(word)) return JSON.parse(word);
    const number = exactNumber(word);
    return number instanceof JsonNumber ? this.take(number, [...this.path]) : number;
  }

  private skipBlanks(): void {
    blanks.lastIndex = this.offset;
    blanks.test(this.text);
    this.offset = blanks.lastIndex;
  }
}
