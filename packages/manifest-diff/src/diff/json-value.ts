import { isObject, JsonNumber } from '@bootwright/core';

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The object's own field; undefined where `value` is not an object or has no such field. */
export function fieldOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The field where it is a text. */
export function textOf(value: unknown, key: string): string | undefined {
  const field = fieldOf(value, key);
  return typeof field === 'string' ? field : undefined;
}

/** The field where it is a finite number. */
export function numberOf(value: unknown, key: string): number | undefined {
  const field = fieldOf(value, key);
  return typeof field === 'number' && Number.isFinite(field) ? field : undefined;
}

/** The items of the field; none where it is not a list. */
export function listOf(value: unknown, key: string): readonly unknown[] {
  const field = fieldOf(value, key);
  return isList(field) ? field : [];
}

/** Keys and values of an object, in order; none where `value` is not an object. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Whether both values have the same text as JSON: the order of keys counts. Never deep on the stack. */
export function same(before: unknown, after: unknown): boolean {
  const open: unknown[] = [before, after];
  while (open.length > 0) {
    const b = open.pop();
    const a = open.pop();
    if (a === b) continue;
    if (a instanceof JsonNumber && b instanceof JsonNumber && a.key === b.key) continue;
    if (isList(a) && isList(b)) {
      if (a.length !== b.length) return false;
      for (let index = 0; index < a.length; index++) open.push(a[index], b[index]);
    } else if (isObject(a) && isObject(b)) {
      const keys = Object.keys(a);
      const others = Object.keys(b);
      if (keys.length !== others.length) return false;
      for (let index = 0; index < keys.length; index++) {
        const key = keys[index] ?? '';
        if (key !== others[index]) return false;
        open.push(a[key], b[key]);
      }
    } else return false;
  }
  return true;
}

/** A copy that shares nothing with `value` and cannot be changed. Never deep on the stack. */
export function frozenCopy(value: unknown): unknown {
  const sources: unknown[] = [];
  const copies: object[] = [];
  const begin = (source: unknown): unknown => {
    if (!isList(source) && !isObject(source)) return source;
    const copy = isList(source) ? [] : {};
    sources.push(source);
    copies.push(copy);
    return copy;
  };
  const result = begin(value);
  for (let copy = copies.pop(); copy !== undefined; copy = copies.pop()) {
    const source = sources.pop();
    if (Array.isArray(copy) && isList(source)) for (const item of source) copy.push(begin(item));
    else if (isObject(source)) {
      for (const key of Object.keys(source)) {
        // Not by assignment: "__proto__" is a key like any other.
        Object.defineProperty(copy, key, { ...field, value: begin(source[key]) });
      }
    }
    Object.freeze(copy);
  }
  return result;
}

const field = { enumerable: true, writable: true, configurable: true };

/** What lies deeper than any manifest is compared as one value. */
export const deepest = 64;

/** A text that equal values share; different ones as well only where they differ deeper than `deepest` levels. */
export function fingerprint(value: unknown, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.key;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > deepest) return '…';
  if (isList(value)) return `[${value.map((item) => fingerprint(item, depth + 1)).join()}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${fingerprint(item, depth + 1)}`)
    .join()}}`;
}
