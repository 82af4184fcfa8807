import * as z from 'zod/mini';
import type * as core from 'zod/v4/core';
import { alternatives, describeValue, quoted } from '../faults/describe-value.ts';
import { type DocumentPath, renderPath } from '../faults/location.ts';
import { nearest } from '../faults/nearest.ts';
import { isObject } from '../json/json-object.ts';
import { memberOf } from '../member-of.ts';
import { problemOf } from './problem.ts';
import type { SchemaOrigin } from './reading.ts';
import { armFor, keysOf, schemaBelow, unwrapped } from './schema-below.ts';
import { variantOf } from './schema-definition.ts';
import { armsOf, codeOf, isNumber, notesOf, typeOf, wantedFor, wordsOf } from './schema-words.ts';

type AnySchema = core.$ZodType;

/** A value of the document with issues, or above those that have. */
export interface Visited {
  readonly value: unknown;
  readonly schema: AnySchema | undefined;
  readonly path: DocumentPath;
}

/** What a fault says, without where. */
export interface Finding {
  /** Without the subject. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Of an issue with a value itself. */
export function findingOf(issue: core.$ZodIssue, { value, schema, path }: Visited, origin: SchemaOrigin): Finding {
  const { codes = {}, objectNoun = 'an object' } = origin;
  const name = nameOf(path, origin);
  const words = wordsOf(schema);
  const problem = issue.code === 'custom' ? problemOf(issue) : undefined;
  if (problem !== undefined) return { code: problem.code, message: problem.message(name), hint: problem.hint };
  if (issue.code === 'too_small' && issue.origin === 'string')
    return { code: codeOf(schema) ?? codes.empty ?? 'type', message: `${name} must not be empty` };
  if (issue.code === 'too_big' && issue.origin === 'string') {
    const message = `${name} must have at most ${issue.maximum} characters`;
    return { code: codes['too-long'] ?? 'type', message, hint: 'shorten it' };
  }
  const isWord = (issue.code === 'invalid_value' || issue.code === 'invalid_union') && words.length > 0;
  const wanted = isWord ? alternatives(words.filter(Boolean)) : wantedFor(schema, value, objectNoun);
  const must = `${name} must be ${wanted}, not`;
  if (isWord && typeof value === 'string') {
    const hint = memberOf(notesOf(schema).hints ?? {}, value) ?? wordHint(value, words);
    return { code: codeOf(schema) ?? codes.value ?? 'type', message: `${must} ${quoted(value)}`, hint };
  }
  const base = schema && (armFor(schema, value) ?? unwrapped(schema));
  if (base?._zod.def.type === 'number' && isNumber(value))
    return { code: codes.range ?? 'type', message: `${must} ${value}`, hint: `give ${wanted}` };
  const given = isObject(value) ? objectNoun : describeValue(value);
  return { code: 'type', message: `${must} ${given}`, hint: `give ${wanted}` };
}

function wordHint(value: string, words: readonly string[]): string {
  const near = nearest(value, words);
  return near === undefined ? `use one of ${words.filter(Boolean).join(', ')}` : `did you mean ${quoted(near)}?`;
}

/** Of a key that a record lacks. */
export function missingKey(key: string, { schema, value, path }: Visited, origin: SchemaOrigin): Finding {
  const field = schemaBelow(schema, value, key);
  const description = field && z.globalRegistry.get(field)?.description;
  const arm = schema && armFor(schema, value);
  const { noun } = notesOf(arm);
  const name = nameOf(path, origin);
  const who = noun === undefined ? name : name === root ? noun : `${name}: ${noun}`;
  const words = wordsOf(schema);
  const hint = arm === undefined && words.length > 0 ? `${key} is ${alternatives(words)}` : `give ${quoted(key)}`;
  return {
    code: codeOf(field) ?? 'missing',
    message: `${who} needs ${quoted(key)}`,
    hint: description === undefined ? hint : `${hint}: ${description}`,
  };
}

/** Of a key that a record must not have; `near` is the one that was probably meant. */
export function unknownKey(key: string, near: string | undefined, { schema, value }: Visited): Finding {
  const arm = schema && armFor(schema, value);
  const { noun } = notesOf(arm);
  const usual = key === '$schema' ? schemaHint : near === undefined ? undefined : `did you mean ${quoted(near)}?`;
  const known = schema ? keysOf(schema, value) : [];
  return {
    code: 'unknown-key',
    message: `unknown key ${quoted(key)}${noun === undefined ? '' : ` in ${noun}`}`,
    hint: (arm && ownersOf(key, schema, arm)) ?? usual ?? `known keys are ${known.join(', ')}`,
  };
}

/** Editors write the key; other programs that read such documents reject it. */
export const schemaHint = 'leave it out, and give the schema to the editor by the name of the file, in its settings';

/** By unknown key, the known one that was probably meant. */
export function nearKeys(unknown: readonly string[], { schema, value }: Visited): ReadonlyMap<string, string> {
  if (unknown.length === 0) return new Map();
  const known = schema ? keysOf(schema, value) : [];
  const otherNames = notesOf(schema && armFor(schema, value)).otherNames ?? {};
  return new Map(
    unknown.flatMap((key) => {
      const near = memberOf(otherNames, key.toLowerCase()) ?? nearest(key, known);
      return near === undefined ? [] : [[key, near] as const];
    }),
  );
}

/** Which other arms of a variant have the key; absent where none has. */
function ownersOf(key: string, schema: AnySchema | undefined, arm: AnySchema): string | undefined {
  const variant = variantOf(schema && unwrapped(schema));
  if (variant === undefined) return undefined;
  const others = armsOf(variant).filter((option) => option !== arm && keysOf(option).includes(key));
  if (others.length === 0) return undefined;
  const names = others.map((option) => notesOf(option).noun ?? 'another type');
  return `only ${names.join(' and ')} has it; this one has the type ${quoted(typeOf(arm, variant.discriminator))}`;
}

const root = 'the document';

/** A value in messages: `uid`, `user[2]`, or `the document` at its root. */
function nameOf(path: DocumentPath, { at }: SchemaOrigin): string {
  const steps = [...(at.path ?? []), ...path];
  const key = steps.findLastIndex((step) => typeof step === 'string');
  return key === -1 ? root : renderPath(steps.slice(key));
}
