import type * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { FaultList, throwFaults } from '../faults/fault-list.ts';
import type { Notice } from '../faults/notice.ts';
import { below, type Reading } from './reading.ts';
import { reportIssues } from './schema-faults.ts';

/**
 * The typed value that a schema makes of a parsed document; `undefined` where it reported faults, all of them:
 * `SUBJECT/unknown-key` with the nearest known key, `SUBJECT/missing`, `SUBJECT/type` and those of `codes`.
 *
 * Bound size and depth of the text before: a schema looks at every member.
 */
export function readBySchema<S extends core.$ZodType>(
  schema: S,
  value: unknown,
  reading: Reading,
): z.output<S> | undefined {
  // What zod's safeParse does, without its objects in between: a request is read by this four times.
  const context = { async: false };
  const result = schema._zod.run({ value, issues: [] }, context);
  if (result instanceof Promise) throw new core.$ZodAsyncError();
  if (result.issues.length === 0) {
    if (reading.notices !== undefined && hasUnpaired(value)) noteUnpaired(value, reading, reading.notices);
    return result.value as z.output<S>;
  }
  const issues = result.issues.map((issue) => core.util.finalizeIssue(issue, context, core.config()));
  reportIssues(schema, value, { issues, reading });
  return undefined;
}

/** The same for a document of its own: throws the first fault with the others as its related ones. */
export function parseBySchema<S extends core.$ZodType>(
  schema: S,
  value: unknown,
  origin: Omit<Reading, 'faults'>,
): z.output<S> {
  const faults = new FaultList();
  const result = readBySchema(schema, value, { ...origin, faults });
  throwFaults(faults);
  // Without faults there is a value, which may be `undefined` where the schema allows that.
  return result as z.output<S>;
}

function hasUnpaired(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnpaired);
}

/** A notice for each member that has an unpaired surrogate in its text, or in a text of its list. */
function noteUnpaired(value: unknown, reading: Reading, notices: Notice[], key?: string): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    return value.map((item, index) => noteUnpaired(item, below(reading, index), notices, key)).includes(true);
  }
  for (const [name, member] of Object.entries(value)) {
    const inner = below(reading, name);
    if (!noteUnpaired(member, inner, notices, name)) continue;
    notices.push({
      code: `${reading.subject}/unpaired-surrogate`,
      message: `${JSON.stringify(name)} contains an unpaired surrogate (invalid Unicode), which is read as U+FFFD`,
      at: inner.at,
      hint: 'write the character itself, or both halves of its surrogate pair',
    });
  }
  return false;
}
