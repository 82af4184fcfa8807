import * as z from 'zod/mini';
import { describeValue } from '../faults/describe-value.ts';
import type { Bytes } from '../sizes/bytes.ts';
import { interpretByteCount, interpretSize } from '../sizes/size-text.ts';
import { filled } from './fields.ts';
import { converted } from './problem.ts';
import type { Schema } from './schema.ts';
import { noted } from './schema-notes.ts';

const jsonSchema = {
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(kB|KiB|MB|MiB|GB|GiB|TB|TiB)?\\s*$' },
  ],
  examples: ['10 GiB', '512 MiB', 1073741824],
};

const wanted = 'a size: a number of bytes, or a string such as "10 GiB"';

/** A number of bytes, or a text such as `10 GiB`. Faults `SUBJECT/size`, and `wrongType` for other values. */
export const size = (wrongType = 'type'): Schema<Bytes, string | number> =>
  converted(noted(z.custom<string | number>(), { jsonSchema }), (value: unknown) => {
    const reading = readingOf(value);
    if (reading === undefined) {
      const message = (name: string) => `${name} must be ${wanted}, not ${describeValue(value)}`;
      return { problem: { code: wrongType, message, hint: `give ${wanted}` } };
    }
    if (reading.kind === 'size') return { value: reading.size };
    return { problem: { code: 'size', message: (name) => `${name}: ${reading.message}`, hint: reading.hint } };
  });

/** A size that may be left out, and of which 0 says the same. */
export const filledSize = (description?: string, wrongType?: string) =>
  filled(size(wrongType), description, isZeroSize);

/** Whether it is read as a size of 0. */
export function isZeroSize(value: unknown): boolean {
  const reading = readingOf(value);
  return reading?.kind === 'size' && reading.size === 0;
}

function readingOf(value: unknown) {
  if (typeof value === 'string') return interpretSize(value);
  return typeof value === 'number' || typeof value === 'bigint' ? interpretByteCount(value) : undefined;
}
