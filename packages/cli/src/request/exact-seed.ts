const seedKey = /(?<!\\)"seed"\s*:\s*(-?\d+)/g;

/**
 * A parsed request with the digits of its seed as they stand in the text: numbers beyond 2^53 lose digits in
 * `JSON.parse`, and a seed has 64 bits. Other requests are returned as they are.
 */
export function withExactSeed(value: unknown, text: string): unknown {
  if (typeof value !== 'object' || value === null || !('seed' in value)) return value;
  const { seed } = value;
  if (typeof seed !== 'number' || Number.isSafeInteger(seed) || !Number.isInteger(seed)) return value;
  // In JSON text a quote inside a string has a backslash before it, so each match is a key; the last one that reads
  // as this number is the one that JSON.parse took, or another of the same digits to its precision.
  const found = [...text.matchAll(seedKey)]
    .map(([, digits = '']) => digits)
    .filter((digits) => Number(digits) === seed);
  const digits = found.at(-1);
  return digits === undefined ? value : { ...value, seed: digits };
}
