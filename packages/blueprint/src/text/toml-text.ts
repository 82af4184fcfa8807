import { deepest, Fault, type Location, type Position, positionAt } from '@bootwright/core';
import { parse, TomlError } from 'smol-toml';
import { tomlExcess } from './toml-bounds.ts';

/** The value of a text; or why it cannot be read as TOML, and where. */
export type TomlReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'syntax'; readonly problem: string; readonly place: Position; readonly cause: unknown }
  /** More than any real document has. */
  | { readonly kind: 'excess'; readonly problem: string; readonly place: Partial<Position>; readonly cause?: unknown };

/** Reads a TOML text (1.1) from outside, in bounded time and memory. Whole numbers of any size are kept. */
export function readTomlText(text: string, maxDepth = deepest): TomlReading {
  const excess = tomlExcess(text);
  if (excess !== undefined) {
    return { kind: 'excess', problem: excess.reason, place: positionAt(text, excess.offset) };
  }
  try {
    return { kind: 'value', value: parse(text, { integersAsBigInt: 'asNeeded', maxDepth }) };
  } catch (cause) {
    // smol-toml throws nothing else on purpose; a stack or memory that runs out must not end the program.
    if (!(cause instanceof TomlError)) return { kind: 'excess', problem: 'it is too complex', place: {}, cause };
    const place = { line: cause.line, column: cause.column };
    return { kind: 'syntax', problem: problemOf(cause, text), place, cause };
  }
}

/** The value of a blueprint's TOML text. The fault `blueprint/toml` names the place. */
export function readToml(text: string, at: Location): unknown {
  const reading = readTomlText(text);
  if (reading.kind === 'value') return reading.value;
  const { kind, problem, place, cause } = reading;
  const isSyntax = kind === 'syntax';
  throw new Fault('blueprint/toml', `this ${isSyntax ? 'is not valid TOML' : 'TOML cannot be read'}: ${problem}`, {
    at: { ...at, ...place },
    hint: isSyntax ? hintFor(text) : 'make it shorter or simpler',
    cause,
  });
}

/** The first line of the message; below it comes an excerpt of the text. */
function problemOf({ message, line, column }: TomlError, text: string): string {
  const [first = ''] = message.replace(/^Invalid TOML document: /, '').split('\n', 1);
  const isAtEnd = column > (text.split('\n', line).at(-1) ?? '').trimEnd().length;
  // smol-toml takes the line feed for a character of the string.
  return isAtEnd && first.startsWith('control characters') ? 'the line ends within a string' : first;
}

const hintFor = (text: string): string =>
  /^[\w-]+:(?:\s|$)/m.test(text.slice(0, 10_000))
    ? 'blueprints are TOML or JSON, not YAML'
    : 'see toml.io for the format; JSON begins with a brace';
