import { stringEnd } from './toml-token.ts';

/** Why a text is not read as TOML, and where. */
export interface TomlExcess {
  readonly reason: string;
  /** In UTF-16 units from the beginning of the text. */
  readonly offset: number;
}

/** Names of one dotted key: the recursion limit of toml-rs, which bootc reads TOML with. */
export const mostTomlNames = 80;
/** Dots outside of strings and comments; each makes a table, and files of people have some hundred. */
const mostDots = 100_000;
/** Equals signs and brackets, likewise; each makes a value or a table, of up to 1700 bytes. */
const mostValues = 70_000;

/**
 * What of a text makes more tables than any real document has; absent where nothing does. Parsers make a table for each
 * name of a dotted key, some 500 bytes for two characters, so this is counted before they begin. The text need not be TOML.
 */
export function tomlExcess(text: string): TomlExcess | undefined {
  let dots = 0;
  let values = 0;
  let names = 1;
  let start = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const sign = text.charAt(offset);
    if (sign === '#') {
      const end = text.indexOf('\n', offset);
      offset = (end === -1 ? text.length : end) - 1;
    } else if (sign === '"' || sign === "'") {
      offset = stringEnd(text, offset) - 1;
    } else if (sign === '.') {
      dots++;
      names++;
      if (names > mostTomlNames) return { reason: `a key has more than ${mostTomlNames} names`, offset: start };
      if (dots > mostDots) return { reason: `it has more than ${mostDots} dotted keys`, offset };
    } else if ('\n\r=,{}[]'.includes(sign)) {
      names = 1;
      start = offset + 1;
      if ('=[{'.includes(sign)) values++;
      if (values > mostValues) return { reason: `it has more than ${mostValues} keys, tables and arrays`, offset };
    } else if (start === offset && (sign === ' ' || sign === '\t')) {
      start = offset + 1;
    }
  }
  return undefined;
}
