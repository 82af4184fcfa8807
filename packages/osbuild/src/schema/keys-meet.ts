import { counted } from '@bootwright/core';

/** Which keys an object must have together, and which values, in the words of JSON Schema. */
export interface KeyCondition {
  /** Values of keys that are there. */
  readonly properties?: Readonly<Record<string, { readonly enum: readonly unknown[] }>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly KeyCondition[];
  readonly anyOf?: readonly KeyCondition[];
  readonly allOf?: readonly KeyCondition[];
  readonly not?: KeyCondition;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** Whether the keys of `value` meet `condition`; a value that is not an object meets everything, as in JSON Schema. */
export function meetsKeys(value: unknown, condition: KeyCondition): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const {
    properties = {},
    required = [],
    oneOf,
    anyOf,
    allOf = [],
    not,
    minProperties = 0,
    maxProperties = Infinity,
  } = condition;
  const meets = (part: KeyCondition) => meetsKeys(value, part);
  return (
    Object.keys(value).length >= minProperties &&
    Object.keys(value).length <= maxProperties &&
    Object.entries(properties).every(
      ([key, allowed]) => !Object.hasOwn(value, key) || allowed.enum.includes(Reflect.get(value, key)),
    ) &&
    required.every((key) => Object.hasOwn(value, key)) &&
    (oneOf === undefined || oneOf.filter(meets).length === 1) &&
    (anyOf === undefined || anyOf.some(meets)) &&
    allOf.every(meets) &&
    (not === undefined || !meets(not))
  );
}

function words(condition: KeyCondition): string {
  const { properties, required, oneOf, anyOf, allOf, not, minProperties, maxProperties } = condition;
  const values = Object.entries(properties ?? {}).map(([key, { enum: allowed }]) => `${key}: ${allowed.join(' or ')}`);
  const parts = [
    ...values,
    ...(required === undefined ? [] : [required.join(' and ')]),
    ...(oneOf === undefined ? [] : [`one of (${oneOf.map(words).join(' | ')})`]),
    ...(anyOf === undefined ? [] : [`any of (${anyOf.map(words).join(' | ')})`]),
    ...(allOf === undefined ? [] : [`all of (${allOf.map(words).join(' | ')})`]),
    ...(not === undefined ? [] : [`not (${words(not)})`]),
    ...(minProperties === undefined ? [] : [`at least ${counted(minProperties, 'key')}`]),
    ...(maxProperties === undefined ? [] : [`at most ${counted(maxProperties, 'key')}`]),
  ];
  return parts.join(', ');
}

/**
 * Both arguments of zod's `refine`: the check, which is made whatever else is wrong with the value, and its message. A value
 * that fails has not the form, as far as a union of forms goes.
 */
export function keysMeet(
  condition: KeyCondition,
): [(value: unknown) => boolean, { readonly error: string; readonly abort: true; readonly when: () => boolean }] {
  return [
    (value) => meetsKeys(value, condition),
    { error: `needs these keys: ${words(condition)}`, abort: true, when: () => true },
  ];
}
