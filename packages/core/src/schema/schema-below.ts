import type * as core from 'zod/v4/core';
import type { PathStep } from '../faults/location.ts';
import { isObject } from '../json/json-object.ts';
import { memberOf } from '../member-of.ts';
import { definitionOf, variantOf } from './schema-definition.ts';
import { schemaNotes } from './schema-notes.ts';
import { isUntyped } from './variant.ts';

type AnySchema = core.$ZodType;

/** The schema without what makes it optional, gives it a default, or converts its values. */
export function unwrapped(schema: AnySchema): AnySchema {
  let inner = schema;
  for (;;) {
    const def = definitionOf(inner);
    if (def.type === 'pipe') inner = def.in._zod.def.type === 'transform' ? def.out : def.in;
    else if (def.type === 'lazy') inner = def.getter();
    else if ('innerType' in def && def.type !== 'promise') inner = def.innerType;
    else return inner;
  }
}

/** The arm of a union that a value is read by: the one that its discriminator names. Other schemas are their only arm. */
export function armFor(schema: AnySchema, value: unknown): AnySchema | undefined {
  const base = unwrapped(schema);
  const def = definitionOf(base);
  if (def.type !== 'union') return base;
  const variant = variantOf(base);
  if (variant === undefined) return onlyFitting(def, value);
  if (!isObject(value)) return undefined;
  const { discriminator } = variant;
  const type = isUntyped(value[discriminator]) ? schemaNotes.get(base)?.fallback : value[discriminator];
  const arm = def.options.find(({ _zod }) => typeof type === 'string' && _zod.propValues?.[discriminator]?.has(type));
  return arm === undefined ? undefined : armFor(arm, value);
}

/** The only arm of a union that takes values of this type. */
function onlyFitting({ options }: core.$ZodUnionDef<readonly AnySchema[]>, value: unknown): AnySchema | undefined {
  const arms = options.map(unwrapped).filter((arm) => typesOf[arm._zod.def.type]?.includes(typeOf(value)));
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
  if (base === undefined) return undefined;
  // A discriminator that no arm has is described by the union.
  if (variantOf(base)?.discriminator === step) return base;
  const def = definitionOf(base);
  if (def.type === 'array') return def.element;
  if (def.type === 'record') return def.valueType;
  return def.type === 'object' ? memberOf(def.shape, String(step)) : undefined;
}

/** The keys of a record; of a union, those of the arm for `value`, or of all. */
export function keysOf(schema: AnySchema, value?: unknown): readonly string[] {
  const base = armFor(schema, value) ?? unwrapped(schema);
  const def = definitionOf(base);
  if (def.type === 'object') return Object.keys(def.shape);
  return def.type === 'union' ? def.options.flatMap((option) => keysOf(option)) : [];
}
