import { JsonNumber } from '@bootwright/core';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/** What of a text from outside is an object; else one without keys. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** What of a text from outside is a list; else an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
