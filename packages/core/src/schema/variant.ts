import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { defined } from '../defined.ts';
import { isRecord } from '../json/is-record.ts';
import { pushAll } from '../push-all.ts';
import type { Schema } from './fields.ts';
import { record } from './record.ts';
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

const union: core.$constructor<z.ZodMiniDiscriminatedUnion> = z.ZodMiniDiscriminatedUnion;

const VariantSchema = /* @__PURE__ */ core.$constructor<z.ZodMiniDiscriminatedUnion, VariantDef>(
  'VariantSchema',
  (schema, def) => {
    union.init(schema, def);
    const { discriminator, fallback } = def;
    const { parse } = schema._zod;
    const shared = sharedFields(def.options);
    schema._zod.parse = (payload, context) => {
      const { value } = payload;
      if (!isRecord(value)) return parse(payload, context);
      if (fallback !== undefined && isUntyped(value[discriminator])) {
        payload.value = { ...value, [discriminator]: fallback };
        return parse(payload, context);
      }
      const before = payload.issues.length;
      const parsed = parse(payload, context);
      const [issue] = payload.issues.slice(before);
      if (issue?.code === 'invalid_union' && issue.inst === schema) {
        const issues: core.$ZodRawIssue[] = [];
        shared._zod.run({ value, issues }, context);
        pushAll(
          payload.issues,
          issues.filter(({ code }) => code !== 'unrecognized_keys'),
        );
      }
      return parsed;
    };
  },
);

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
