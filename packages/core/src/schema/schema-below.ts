import * as z from 'zod/mini';
import type { PathStep } from '../faults/location.ts';
import { isRecord } from './fields.ts';
import { schemaNotes } from './schema-notes.ts';
import { isUntyped } from './variant.ts';

type AnySchema = z.core.$ZodType;

/** The schema without what makes it optional, gives it a default, or converts its values. */
export function unwrapped(schema: AnySchema): AnySchema {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.core.$ZodPipe) {
      const { in: input, out } = inner._zod.def;
      inner = input instanceof z.core.$ZodTransform ? out : input;
    } else if (inner instanceof z.core.$ZodLazy) inner = inner._zod.def.getter();
    else if (
      inner instanceof z.core.$ZodOptional ||
      inner instanceof z.core.$ZodNullable ||
      inner instanceof z.core.$ZodDefault ||
      inner instanceof z.core.$ZodPrefault ||
      inner instanceof z.core.$ZodReadonly
    )
      inner = inner._zod.def.innerType;
    else return inner;
  }
}

/** The arm of a union that a value is read by: the one that its discriminator names. Other schemas are their only arm. */
export function armFor(schema: AnySchema, value: unknown): AnySchema | undefined {
  const base = unwrapped(schema);
  if (!(base instanceof z.core.$ZodUnion)) return base;
  if (!(base instanceof z.core.$ZodDiscriminatedUnion) || !isRecord(value)) return undefined;
  const { discriminator, options } = base._zod.def;
  const type = isUntyped(value) ? schemaNotes.get(base)?.fallback : value[discriminator];
  const arm = options.find(({ _zod }) => typeof type === 'string' && _zod.propValues?.[discriminator]?.has(type));
  return arm === undefined ? undefined : armFor(arm, value);
}

/** The schema of a member or an item of what `schema` describes; absent where it does not say. */
export function schemaBelow(schema: AnySchema | undefined, value: unknown, step: PathStep): AnySchema | undefined {
  const base = schema && (armFor(schema, value) ?? unwrapped(schema));
  // A discriminator that no arm has is described by the union.
  if (base instanceof z.core.$ZodDiscriminatedUnion) return step === base._zod.def.discriminator ? base : undefined;
  if (base instanceof z.core.$ZodArray) return base._zod.def.element;
  if (base instanceof z.core.$ZodRecord) return base._zod.def.valueType;
  if (base instanceof z.core.$ZodObject) return base._zod.def.shape[step];
  return undefined;
}
