import { cutName, isObject, shownLine } from '@bootwright/core';
import { isList } from '../diff/json-value.ts';

/** Longer values are cut; all of them are in the diff. */
export const usualLimit = 120;

/** A value in one line for people: JSON without needless spaces, cut where it is long, safe to print. */
export function valueText(value: unknown, limit = usualLimit): string {
  return cutName(shownLine(compact(value, limit)), limit);
}

/** Stops early: a value of megabytes, or of a thousand levels, costs no more than its first line. */
function compact(value: unknown, room: number): string {
  if (room <= 0) return '…';
  if (typeof value === 'string') return JSON.stringify(value.length > room ? value.slice(0, room) : value);
  if (!isList(value) && !isObject(value)) return String(value);
  const parts: string[] = [];
  let left = room;
  const [open, close] = isList(value) ? ['[', ']'] : ['{ ', ' }'];
  const add = (text: string): boolean => {
    parts.push(text);
    left -= text.length + 2;
    return left > 0;
  };
  if (isList(value)) {
    for (const item of value) if (!add(compact(item, left - 1))) break;
  } else {
    for (const key of Object.keys(value)) if (!add(`${keyText(key)}: ${compact(value[key], left - 1)}`)) break;
  }
  return parts.length === 0 ? (isList(value) ? '[]' : '{}') : `${open}${parts.join(', ')}${close}`;
}

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key.slice(0, usualLimit));
}
