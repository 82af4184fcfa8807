import type { Defined } from '@bootwright/core';

/** The fields that say something: as in the reference, what is absent, empty, 0 or false is left out of a manifest. */
export function withoutZeros<Fields extends object>(fields: Fields): Defined<Fields> {
  const filled: { [Key in keyof Fields]?: Fields[Key] } = {};
  for (const key in fields) if (!isZero(fields[key])) filled[key] = fields[key];
  // No field is undefined: the loop left those out.
  return filled as Defined<Fields>;
}

function isZero(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length === 0
    : value === undefined || value === '' || value === 0 || value === false;
}
