import { expect } from 'vitest';

/** No text of a value, its errors with their causes and stacks included, contains a secret of the tests. */
export function expectNoSecret(value: unknown): void {
  const seen = new Set<unknown>();
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part;
    if (seen.has(part)) return undefined;
    seen.add(part);
    if (part instanceof Map) return [...part];
    if (!(part instanceof Error)) return part;
    return { ...part, message: part.message, stack: part.stack, cause: part.cause };
  });
  expect(text).not.toMatch(/s3cret|bWU6cDpzM2NyZXQ|signature/);
}
