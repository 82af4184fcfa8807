import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import type { Schema } from './fields.ts';
import { isRecord } from './record.ts';
import { noted } from './schema-notes.ts';

export interface VariantNotes<Type extends string> {
  readonly noun: string;
  /** The type of a record that does not say it. */
  readonly fallback?: Type;
  /** What to do instead, for types that people try. */
  readonly hints?: Readonly<Record<string, string>>;
}

interface VariantDef extends core.$ZodDiscriminatedUnionDef {
  readonly fallback: string | undefined;
}

const union: core.$constructor<z.ZodMiniDiscriminatedUnion> = z.ZodMiniDiscriminatedUnion;

const VariantSchema = /* @__PURE__ */ core.$constructor<z.ZodMiniDiscriminatedUnion, VariantDef>(
  'VariantSchema',
  (schema, def) => {
    union.init(schema, def);
    const { parse } = schema._zod;
    schema._zod.parse = (payload, context) => {
      const { value } = payload;
      if (def.fallback !== undefined && isRecord(value) && isUntyped(value)) {
        payload.value = { ...value, type: def.fallback };
      }
      return parse(payload, context);
    };
  },
);

export const isUntyped = ({ type }: Readonly<Record<string, unknown>>): boolean =>
  type === undefined || type === null || type === '';

type Typed = Schema<{ readonly type: string }>;

/** A union over the field `type`: of records, each of which has its own `type`, a {@link word}. */
export function variant<Arms extends readonly [Typed, ...Typed[]]>(
  arms: Arms,
  notes: VariantNotes<z.output<Arms[number]>['type']>,
): Schema<z.output<Arms[number]>, z.input<Arms[number]>> {
  const { noun, fallback, hints = {} } = notes;
  const schema: z.ZodMiniType = new VariantSchema({
    type: 'union',
    options: arms,
    discriminator: 'type',
    inclusive: false,
    fallback,
  } as VariantDef);
  return noted(schema, { noun, hints, ...(fallback === undefined ? {} : { fallback }) }) as Schema<
    z.output<Arms[number]>,
    z.input<Arms[number]>
  >;
}
