import { isObject } from '@bootwright/core';

/** Both objects; objects that both have are merged the same way, and of other values the second one counts. */
export function mergedFacts(one: object = {}, other: object = {}): Readonly<Record<string, unknown>> {
  const result = new Map<string, unknown>(Object.entries(one));
  for (const [key, value] of Object.entries(other)) {
    const own = result.get(key);
    const both = isObject(own) && isObject(value);
    result.set(key, both ? mergedFacts(own, value) : value);
  }
  return Object.fromEntries(result);
}
