import type * as core from 'zod/v4/core';
import { alternatives } from '../faults/describe-value.ts';
import { armFor, schemaBelow, unwrapped } from './schema-below.ts';
import { definitionOf, variantOf } from './schema-definition.ts';
import { type SchemaNotes, schemaNotes } from './schema-notes.ts';

type AnySchema = core.$ZodType;

/** What is noted of a schema below what makes it optional. */
export const notesOf = (schema: AnySchema | undefined): SchemaNotes =>
  (schema && schemaNotes.get(unwrapped(schema))) ?? {};

/** The code of a field's own, or of what it is made of. */
export const codeOf = (schema: AnySchema | undefined): string | undefined =>
  (schema && schemaNotes.get(schema)?.code) ?? notesOf(schema).code;

/** The words that a schema allows; of a variant, its types. */
export function wordsOf(schema: AnySchema | undefined): readonly string[] {
  const base = schema && unwrapped(schema);
  const variant = variantOf(base);
  if (variant !== undefined) return armsOf(variant).map((arm) => typeOf(unwrapped(arm), variant.discriminator));
  return [...(base?._zod.values ?? [])].filter((value) => typeof value === 'string');
}

export const armsOf = ({ options }: core.$ZodDiscriminatedUnionDef) => options as readonly AnySchema[];

/** The word of an arm of a variant. */
export function typeOf(arm: AnySchema, discriminator: string): string {
  const [type = ''] = wordsOf(schemaBelow(arm, {}, discriminator));
  return type;
}

/** What a value must be, as far as its kind shows what is meant: `a whole number from 0 to 65535`. */
export function wantedFor(schema: AnySchema | undefined, value: unknown, objectNoun: string): string {
  const base = schema && (armFor(schema, value) ?? unwrapped(schema));
  const wanted = kindOf(base, objectNoun);
  return base?._zod.def.type === 'number' && isNumber(value) ? `${wanted}${rangeOf(base)}` : wanted;
}

export const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

function kindOf(base: AnySchema | undefined, objectNoun: string): string {
  const { wanted } = notesOf(base);
  if (wanted !== undefined) return wanted;
  const words = wordsOf(base);
  if (base === undefined) return 'another value';
  if (words.length > 0 && variantOf(base) === undefined) return alternatives(words);
  const def = definitionOf(base);
  if (def.type === 'number' && 'format' in def) return 'a whole number';
  if (def.type === 'object' || def.type === 'record') return objectNoun;
  if (def.type === 'union')
    return [...new Set(def.options.map((option) => kindOf(unwrapped(option), objectNoun)))].join(' or ');
  return kinds[def.type] ?? 'another value';
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
};

function rangeOf({ _zod }: AnySchema): string {
  let [least, most] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  for (const check of _zod.def.checks ?? []) {
    const { def } = (check as core.$ZodChecks)._zod;
    if (def.check === 'greater_than') least = Number(def.value);
    if (def.check === 'less_than') most = Number(def.value);
  }
  if (least === Number.MIN_SAFE_INTEGER) return '';
  return ` from ${least} to ${most === Number.MAX_SAFE_INTEGER ? '2^53 - 1' : most}`;
}
