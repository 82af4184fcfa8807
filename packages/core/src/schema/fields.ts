import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { replaced } from './problem.ts';
import type { Schema } from './schema.ts';
import { noted } from './schema-notes.ts';

// Pieces of schemas for documents from outside. `readBySchema` reads a value by them, `jsonSchemaOf` describes them for
// editors. Other schemas of zod fit in everywhere; each piece says what it adds.

/** A text; an unpaired surrogate becomes U+FFFD, as in Go's decoder. */
export const text = (): Schema<string, string> => replaced(z.string(), (value) => value.toWellFormed());

/** A whole number, by default any that a double represents exactly. */
export function integer(
  least: number = Number.MIN_SAFE_INTEGER,
  most: number = Number.MAX_SAFE_INTEGER,
): Schema<number, number> {
  const checks = [
    ...(least === Number.MIN_SAFE_INTEGER ? [] : [z.gte(least)]),
    ...(most === Number.MAX_SAFE_INTEGER ? [] : [z.lte(most)]),
  ];
  return checks.length === 0 ? z.int() : z.int().check(...checks);
}

/** One of some words. `hints`: what to do instead, for words that people try. */
export function word<const Word extends string>(
  words: readonly Word[],
  hints: Readonly<Record<string, string>> = {},
): Schema<Word, Word> {
  return noted(z.enum(Object.fromEntries(words.map((name) => [name, name])) as { [W in Word]: W }), { hints });
}

/** A field that must be given. */
export function required<T, Input>(schema: Schema<T, Input>, description: string): Schema<T, Input> {
  // A copy: others may use the same schema with another description.
  return schema.clone(schema._zod.def, { parent: true }).register(z.globalRegistry, { description });
}

/** A field that may be left out, and counts as given whatever its value. */
export function optional<T, Input>(
  schema: Schema<T, Input>,
  description?: string,
): z.ZodMiniExactOptional<Schema<T, Input>> {
  const field = z.exactOptional(schema);
  return description === undefined ? field : field.register(z.globalRegistry, { description });
}

/**
 * A field that may be left out, and whose zero value (`''`, `0`, `false`) says the same as leaving it out. Where the
 * schema converts values, `isZero` says what is read as zero.
 */
export function filled<T, Input>(
  schema: Schema<T, Input>,
  description?: string,
  isZero: (value: unknown) => boolean = zeroOf(schema),
): z.ZodMiniExactOptional<Schema<T, Input>> {
  return noted(optional(schema, description), { isZero });
}

/** A field that may be left out, and then has a value all the same. */
export function defaulted<T, Input>(
  schema: Schema<T, Input>,
  value: core.util.NoUndefined<T>,
  description?: string,
): z.ZodMiniDefault<Schema<T, Input>> {
  const field = z._default(schema, value);
  return description === undefined ? field : field.register(z.globalRegistry, { description });
}

function zeroOf(schema: core.$ZodType): (value: unknown) => boolean {
  if (schema instanceof core.$ZodBoolean) return (value) => value === false;
  if (schema instanceof core.$ZodNumber) return (value) => value === 0;
  return (value) => value === '';
}
