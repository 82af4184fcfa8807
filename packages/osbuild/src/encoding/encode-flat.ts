import { JsonNumber } from '@bootwright/core';
import { encodeString } from './encode-string.ts';
import { orderedKeys } from './sorted-record.ts';

/** A value that is still to be written, behind a piece of text: `[`, `,"key":`, or `]` alone. */
interface Piece {
  readonly before: string;
  readonly value?: unknown;
}

/**
 * Any JSON value without white space, by the same rules as `encodeJsonCompact` but never deep on the stack: for values
 * nested deeper than any manifest.
 */
export function encodeFlat(value: unknown): string {
  const open: Piece[] = [{ before: '', value }];
  let text = '';
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    text += piece.before;
    if ('value' in piece) text += isNested(piece.value) ? opened(piece.value, open) : leaf(piece.value);
  }
  return text;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof JsonNumber);
}

function leaf(value: unknown): string {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'string' ? encodeString(value) : JSON.stringify(value);
}

/** Leaves the children of `value` to be written next, and returns what comes before the first of them. */
function opened(value: object, open: Piece[]): string {
  const [first, last] = Array.isArray(value) ? '[]' : '{}';
  const children = Array.isArray(value) ? value.map((item): Piece => ({ before: ',', value: item })) : fields(value);
  open.push({ before: last ?? '' });
  for (const [index, child] of [...children.entries()].reverse()) {
    open.push(index === 0 ? { ...child, before: child.before.slice(1) } : child);
  }
  return first ?? '';
}

function fields(record: object): readonly Piece[] {
  return orderedKeys(record).flatMap((key): readonly Piece[] => {
    const value: unknown = Object.getOwnPropertyDescriptor(record, key)?.value;
    return value === undefined ? [] : [{ before: `,${encodeString(key)}:`, value }];
  });
}
