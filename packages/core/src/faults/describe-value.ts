import { cutName } from '../text/cut-names.ts';

const longest = 81;

/** A value in a few words, whatever its size: `the number 3`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  switch (typeof value) {
    case 'string':
      return `the string ${quoted(value)}`;
    case 'number':
      return `the number ${value}`;
    case 'bigint':
      return `the number ${cutName(`${value}`, longest)}`;
    case 'boolean':
      return `${value}`;
    case 'object':
      return 'a table';
    default:
      return `a ${typeof value}`;
  }
}

/** A text in double quotes, shortened where it has more than `most` characters. */
export const quoted = (text: string, most = longest): string => JSON.stringify(cutName(text, most));

/** `"a", "b" or "c"`. */
export function alternatives(words: readonly string[]): string {
  const names = words.map((name) => JSON.stringify(name));
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
