import { isObject, JsonNumber } from '@bootwright/core';
import { isList } from '../diff/json-value.ts';

/** How long a value is as indented JSON. */
export interface LayoutSize {
  readonly lines: number;
  /** At least; escapes are counted as one. */
  readonly characters: number;
}

/** What lies deeper goes on in one line, as `encodeJson` writes it. */
const deepestLine = 500;

/** Counts the lines of `encodeJson(value)` without making them; ends where there are more than `most` allows. */
export function layoutSize(value: unknown, most: LayoutSize): LayoutSize {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let lines = 0;
  let characters = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: item, depth } = next;
    const isLine = depth < deepestLine;
    if (isLine) lines++;
    characters += isLine ? 2 * depth + 2 : 2;
    if (lines > most.lines || characters > most.characters) break;
    if (typeof item === 'string') characters += item.length;
    else if (item instanceof JsonNumber) characters += item.text.length;
    else if (isList(item)) for (const one of item) open.push({ value: one, depth: depth + 1 });
    else if (isObject(item)) {
      for (const key of Object.keys(item)) {
        characters += key.length;
        open.push({ value: item[key], depth: depth + 1 });
      }
    } else characters += 5;
    if (isLine && (isList(item) || isObject(item))) {
      lines++;
      characters += 2 * depth + 2;
    }
  }
  return { lines, characters };
}

/** Whether the value has no more lines and characters than `most`. */
export function fitsLayout(value: unknown, most: LayoutSize): boolean {
  const { lines, characters } = layoutSize(value, most);
  return lines <= most.lines && characters <= most.characters;
}
