import { JsonNumber } from '@bootwright/core';

/**
 * The same value with numbers that a double cannot hold as they are written replaced by doubles that osbuild's schemas
 * treat alike: integers without bounds, and fractions, which `1.0` is one of, that are not integers.
 */
export function withoutExactNumbers(value: unknown): unknown {
  if (value instanceof JsonNumber) return standIn(value.text);
  if (typeof value === 'number') return Number.isInteger(value) ? boundedInteger(value) : value;
  if (Array.isArray(value)) return value.map(withoutExactNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutExactNumbers(item)]));
}

function standIn(text: string): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text)) return boundedInteger(value);
  if (Number.isNaN(value)) return 0.5;
  if (!Number.isFinite(value)) return Math.sign(value) * Number.MAX_VALUE;
  return Number.isSafeInteger(value) ? value + 2 ** -10 : value;
}

/** Schemas of zod have a bound that osbuild's have not. */
const boundedInteger = (value: number): number =>
  Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
