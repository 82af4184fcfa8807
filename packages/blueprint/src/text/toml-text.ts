import type { Location } from '@bootwright/core';
import { deepest, Fault, positionAt } from '@bootwright/core';
import { parse, TomlError } from 'smol-toml';
import { tomlExcess } from './toml-bounds.ts';

/** The value of a TOML text (1.1). The fault `blueprint/toml` names the place. */
export function readToml(text: string, at: Location): unknown {
  const excess = tomlExcess(text);
  if (excess !== undefined)
    throw new Fault('blueprint/toml', `this TOML cannot be read: ${excess.reason}`, {
      at: { ...at, ...positionAt(text, excess.offset) },
      hint: 'make it shorter or simpler',
    });
  try {
    return parse(text, { integersAsBigInt: 'asNeeded', maxDepth: deepest });
  } catch (cause) {
    if (cause instanceof TomlError) {
      const place = { ...at, line: cause.line, column: cause.column };
      throw new Fault('blueprint/toml', `this is not valid TOML: ${problemOf(cause, text)}`, {
        at: place,
        hint: hintFor(text),
        cause,
      });
    }
    // smol-toml throws nothing else on purpose; a stack or memory that runs out must not end the program.
    throw new Fault('blueprint/toml', 'this TOML cannot be read', {
      at,
      hint: 'make it shorter or simpler',
      cause,
    });
  }
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
