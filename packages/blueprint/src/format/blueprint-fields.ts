import { utf8Length } from '@bootwright/core';
import {
  checked,
  integer,
  noted,
  type Problem,
  type RecordNotes,
  record as recordOf,
  type Schema,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';

// What the blueprint format has of its own; other pieces of its schemas are those of core.

/** A record that is called `noun` in messages: `a user`. */
export const record = <F extends Readonly<Record<string, z.core.$ZodType>>>(
  noun: string,
  fields: F,
  notes: Omit<RecordNotes<keyof F & string>, 'noun'> = {},
) => recordOf(fields, { noun, ...notes });

export interface TextOptions {
  /** The empty string is rejected. Default: false. */
  readonly filled?: boolean;
  /** Of UTF-8. Default: any number. */
  readonly mostBytes?: number;
  readonly examples?: readonly string[];
}

export function text({ filled: isFilled = false, mostBytes, examples }: TextOptions = {}): Schema<string> {
  const schema = isFilled ? z.string().check(z.minLength(1)) : z.string();
  return checked(schema, (value) => textProblem(value, mostBytes)).register(z.globalRegistry, {
    ...(mostBytes === undefined ? {} : { maxLength: mostBytes }),
    ...(examples === undefined ? {} : { examples }),
  });
}

const loneSurrogate = /\p{Surrogate}/u;

function textProblem(value: string, mostBytes = Number.POSITIVE_INFINITY): Problem | undefined {
  // No text needs more than three bytes for a unit of UTF-16: a short one need not be measured.
  if (value.length * 3 > mostBytes && utf8Length(value) > mostBytes) {
    const message = (name: string) => `${name} must have at most ${mostBytes} bytes, not ${utf8Length(value)}`;
    return { code: 'too-long', message, hint: 'shorten it' };
  }
  if (!loneSurrogate.test(value)) return undefined;
  // It cannot be written into a manifest and read back the same.
  const message = (name: string) => `${name} contains an unpaired surrogate (invalid Unicode)`;
  return { code: 'text', message, hint: 'write the whole character, or leave it out' };
}

export const flag = (): Schema<boolean> => z.boolean();

/** User and group numbers are unsigned 32-bit, and the highest means "none" (credentials(7)). */
export const accountNumber = (): Schema<number> => integer(0, 2 ** 32 - 2);

/** A user or group: its name, or its number. */
export const owner = (): Schema<string | number> =>
  noted(z.union([text(), accountNumber()]), { wanted: 'a name or a number' }).register(z.globalRegistry, {
    examples: ['root', 1000],
  });
