import { type Fault, isObject } from '@bootwright/core';
import type { Blueprint } from './format/blueprint.ts';

/** Customizations that are checked against each other: with a fault in one, nothing certain can be said of the others. */
const related: readonly (readonly string[])[] = [
  ['user', 'group', 'sshkey'],
  ['files', 'directories'],
  ['disk', 'filesystem'],
];

/**
 * The blueprint without the customizations that these faults are about, so that the others can be checked further. The
 * very same blueprint where no fault is about one that it has.
 */
export function soundPart(blueprint: Blueprint, faults: Iterable<Fault>): Blueprint {
  const { customizations } = blueprint;
  const faulty = new Set([...faults].flatMap(({ at }) => customizationsAt(at?.path)));
  if (customizations === undefined || !Object.keys(customizations).some((key) => faulty.has(key))) return blueprint;
  return { ...blueprint, customizations: without(customizations, faulty) };
}

function customizationsAt([first, second]: readonly (string | number)[] = []): readonly string[] {
  if (first !== 'customizations' || typeof second !== 'string') return [];
  return related.find((keys) => keys.includes(second)) ?? [second];
}

/** A parsed text without the keys and the customizations that faults of its form are about. */
export function withoutFaulty(value: unknown, faults: Iterable<Fault>): unknown {
  if (!isObject(value)) return value;
  const paths = [...faults].map(({ at }) => at?.path ?? []);
  const isInner = ([first, second]: readonly unknown[]) => first === 'customizations' && second !== undefined;
  const outer = without(value, new Set(paths.filter((path) => !isInner(path)).map(([key]) => key)));
  const { customizations } = outer;
  if (!isObject(customizations)) return outer;
  return { ...outer, customizations: without(customizations, new Set(paths.filter(isInner).map(([, key]) => key))) };
}

function without<T extends object>(value: T, keys: ReadonlySet<unknown>): T {
  const kept = Object.entries(value).filter(([key]) => !keys.has(key));
  // Only members that may be absent are left out: every key of a blueprint and of its customizations may.
  return Object.fromEntries(kept) as T;
}
