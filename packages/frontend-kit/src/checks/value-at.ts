import { type DocumentPath, isObject } from '@bootwright/core';

/** More items than any list of a blueprint has; an index beyond them would only make a hole. */
const mostItems = 10_000;

/** A copy of plain JSON with another value at a path; `undefined` leaves the member out. Nothing else is copied. */
export function withValueAt(document: unknown, path: DocumentPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const items: readonly unknown[] = Array.isArray(document) ? document : [];
    const index = Math.min(step, items.length, mostItems);
    return [...items.slice(0, index), withValueAt(items[index], rest, value), ...items.slice(index + 1)];
  }
  const { [step]: _, ...others } = isObject(document) ? document : {};
  const before = isObject(document) && Object.hasOwn(document, step) ? document[step] : undefined;
  const after = withValueAt(before, rest, value);
  return after === undefined ? others : { ...others, [step]: after };
}
