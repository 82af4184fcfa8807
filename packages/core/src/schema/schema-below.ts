import * as core from 'zod/v4/core';
import type { PathStep } from '../faults/location.ts';
import { isRecord } from '../json/is-record.ts';
import { memberOf } from '../member-of.ts';
import { schemaNotes } from './schema-notes.ts';
import { isUntyped } from './variant.ts';

type AnySchema = core.$ZodType;

/** The schema without what makes it optional, gives it a default, or converts its values. */
export function unwrapped(schema: AnySchema): AnySchema {
  let inner = schema;
  for (;;) {
    if (inner instanceof core.$ZodPipe) {
      const { in: input, out } = inner._zod.def;
      inner = input instanceof core.$ZodTransform ? out : input;
    } else if (inner instanceof core.$ZodLazy) inner = inner._zod.def.getter();
    else if (
      inner instanceof core.$ZodOptional ||
      inner instanceof core.$ZodNullable ||
      inner instanceof core.$ZodDefault ||
      inner instanceof core.$ZodPrefault ||
      inner instanceof core.$ZodReadonly
    )
      inner = inner._zod.def.innerType;
    else return inner;
  }
}

/** The arm of a union that a value is read by: the one that its discriminator names. Other schemas are their only arm. */
export function armFor(schema: AnySchema, value: unknown): AnySchema | undefined {
  const base = unwrapped(schema);
  if (!(base instanceof core.$ZodUnion)) return base;
  if (!(base instanceof core.$ZodDiscriminatedUnion)) return onlyFitting(base, value);
  if (!isRecord(value)) return undefined;
  const { discriminator, options } = base._zod.def;
  const type = isUntyped(value[discriminator]) ? schemaNotes.get(base)?.fallback : value[discriminator];
  const arm = options.find(({ _zod }) => typeof type === 'string' && _zod.propValues?.[discriminator]?.has(type));
  return arm === undefined ? undefined : armFor(arm, value);
}

/** The only arm of a union that takes values of this type. */
function onlyFitting({ _zod }: core.$ZodUnion, value: unknown): AnySchema | undefined {
  const arms = _zod.def.options.map(unwrapped).filter((arm) => typesOf[arm._zod.def.type]?.includes(typeOf(value)));
  return arms.length === 1 ? arms[0] : undefined;
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);

const typesOf: Readonly<Record<string, readonly string[]>> = {
  ...{ string: ['string'], enum: ['string'], boolean: ['boolean'], number: ['number', 'bigint'] },
  ...{ array: ['list'], object: ['object'], record: ['object'] },
};

/** The schema of a member or an item of what `schema` describes; absent where it does not say. */
export function schemaBelow(schema: AnySchema | undefined, value: unknown, step: PathStep): AnySchema | undefined {
  const base = schema && (armFor(schema, value) ?? unwrapped(schema));
  // A discriminator that no arm has is described by the union.
  if (base instanceof core.$ZodDiscriminatedUnion) return step === base._zod.def.discriminator ? base : undefined;
  if (base instanceof core.$ZodArray) return base._zod.def.element;
  if (base instanceof core.$ZodRecord) return base._zod.def.valueType;
  if (base instanceof core.$ZodObject) return memberOf(base._zod.def.shape, String(step));
  return undefined;
}

/** The keys of a record; of a union, those of the arm for `value`, or of all. */
export function keysOf(schema: AnySchema, value?: unknown): readonly string[] {
  const base = armFor(schema, value) ?? unwrapped(schema);
  if (base instanceof core.$ZodObject) return Object.keys(base._zod.def.shape);
  return base instanceof core.$ZodUnion ? base._zod.def.options.flatMap((option) => keysOf(option)) : [];
}
