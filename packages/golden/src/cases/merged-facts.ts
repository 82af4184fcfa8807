/** Both objects; objects that both have are merged the same way, and of other values the second one counts. */
export function mergedFacts(one: object = {}, other: object = {}): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const own = result[key];
    const both = isObject(own) && isObject(value);
    result[key] = both ? mergedFacts(own, value) : value;
  }
  return result;
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
