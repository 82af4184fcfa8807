import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { defined } from '../defined.ts';
import { isObject } from '../json/json-object.ts';
import { pushAll } from '../push-all.ts';
import { record } from './record.ts';
import type { Schema } from './schema.ts';
import { definitionOf } from './schema-definition.ts';
import { noted } from './schema-notes.ts';

export interface VariantNotes<Type extends string, Key extends string> {
  readonly noun: string;
  /** The field that says which arm a record is read by. Default: `type`. */
  readonly discriminator?: Key;
  /** The type of a record that does not say it. */
  readonly fallback?: Type;
  /** What to do instead, for types that people try. */
  readonly hints?: Readonly<Record<string, string>>;
  /** Code of the fault of an unknown type. Default: by the kind of fault. */
  readonly code?: string;
}

interface VariantDef extends core.$ZodDiscriminatedUnionDef {
  readonly fallback: string | undefined;
}

const union: core.$constructor<z.ZodMiniUnion> = z.ZodMiniUnion;

/** A union whose arm is looked up: the one of zod, which a page would load as well, does no more. */
const VariantSchema = /* @__PURE__ */ core.$constructor<z.ZodMiniUnion, VariantDef>('VariantSchema', (schema, def) => {
  union.init(schema, def);
  const { discriminator, fallback, options } = def;
  const { parse } = schema._zod;
  const shared = sharedFields(options);
  schema._zod.parse = (payload, context) => {
    const { value } = payload;
    if (typeof value !== 'object' || value === null) {
      payload.issues.push({ code: 'invalid_type', expected: 'object', input: value, inst: schema });
      return payload;
    }
    const members = isObject(value) ? value : {};
    const isFallback = fallback !== undefined && isObject(value) && isUntyped(members[discriminator]);
    const type = isFallback ? fallback : members[discriminator];
    if (isFallback) payload.value = { ...members, [discriminator]: fallback };
    const arm = options.find(({ _zod }) => typeof type === 'string' && _zod.propValues?.[discriminator]?.has(type));
    if (arm !== undefined) return arm._zod.run(payload, context);
    // What is written may have lost its type.
    if (context.direction === 'backward') return parse(payload, context);
    payload.issues.push({ code: 'invalid_union', errors: [], input: value, path: [discriminator], inst: schema });
    const issues: core.$ZodRawIssue[] = [];
    if (isObject(value)) shared._zod.run({ value, issues }, context);
    pushAll(
      payload.issues,
      issues.filter(({ code }) => code !== 'unrecognized_keys'),
    );
    return payload;
  };
});

/** The fields that all arms have, which are checked where the type is unknown. */
function sharedFields(arms: readonly core.SomeType[]): core.$ZodType {
  const shapes = arms.flatMap((arm) => {
    const def = definitionOf(arm as core.$ZodType);
    return def.type === 'object' ? [def.shape] : [];
  });
  const [first = {}] = shapes;
  return record(
    Object.fromEntries(Object.entries(first).filter(([key, field]) => shapes.every((shape) => shape[key] === field))),
  );
}

/** Whether the type of a record says nothing. */
export const isUntyped = (type: unknown): boolean => type === undefined || type === null || type === '';

type Typed<Key extends string> = Schema<{ readonly [K in Key]: string }>;
type Arms<Key extends string> = readonly [Typed<Key>, ...Typed<Key>[]];
type Read<A extends Arms<string>> = z.output<A[number]>;

/** A union over the field `type`, or another: of records, each of which has its own, a {@link word}. */
export function variant<A extends Arms<Key>, Key extends string = 'type'>(
  arms: A,
  { noun, fallback, hints = {}, code, discriminator }: VariantNotes<Read<A>[Key] & string, Key>,
): Schema<Read<A>, z.input<A[number]>> {
  const key = discriminator ?? 'type';
  const def: VariantDef = { type: 'union', options: arms, discriminator: key, inclusive: false, fallback };
  const schema: z.ZodMiniType = new VariantSchema(def);
  return noted(schema, { noun, hints, ...defined({ fallback, code }) }) as Schema<Read<A>, z.input<A[number]>>;
}
