import { type Position, positionAt } from '../text/text-position.ts';
import { stringEnd } from './json-token.ts';
import { deepest, walkJson } from './json-walk.ts';

/** The value of a text; or why it is not JSON, and where. */
export type JsonReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | ({ readonly kind: 'problem'; readonly problem: string } & Position);

const quote = 0x22;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/**
 * Reads a JSON text from outside. `JSON.parse` takes seconds and gigabytes for brackets that are nested without end, so
 * depth is bounded before, at a small part of the cost of parsing.
 */
export function readJsonText(text: string): JsonReading {
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) {
    const problem = `brackets are nested more than ${deepest} deep`;
    return { kind: 'problem', problem, ...positionAt(text, tooDeep) };
  }
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    const { problem, offset } = walkJson(text, () => false) ?? { problem: says, offset: 0 };
    return { kind: 'problem', problem, ...positionAt(text, offset) };
  }
}

/** Offset of the first bracket outside of strings that is nested too deep. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === quote) {
      offset = stringEnd(text, offset);
      if (offset < 0) return undefined;
    } else if (code === openingBracket || code === openingBrace) {
      depth++;
      if (depth > deepest) return offset;
    } else if (code === closingBracket || code === closingBrace) {
      depth--;
    }
  }
  return undefined;
}
