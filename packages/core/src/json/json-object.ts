import { JsonNumber } from './json-number.ts';
import { readJsonText } from './json-text.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object; empty for another value. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Whether a parsed value is an object with keys: no list, no date of a TOML text, and no number that is kept as its text. */
export function isObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof JsonNumber || value instanceof Date);
}

/** The value as a list; empty for another value. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value of a JSON text; absent where it is not valid. */
export function parsedJson(text: string): unknown {
  const reading = readJsonText(text);
  return reading.kind === 'value' ? reading.value : undefined;
}
