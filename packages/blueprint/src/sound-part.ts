import type { Fault } from '@bootwright/core';
import type { Blueprint } from './format/blueprint.ts';
import type { Customizations } from './format/customizations.ts';

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
  if (customizations === undefined) return blueprint;
  const faulty = new Set([...faults].flatMap(({ at }) => customizationsAt(at?.path ?? [])));
  const isFaulty = (key: string): key is keyof Customizations => faulty.has(key);
  let sound: Customizations = customizations;
  for (const key of Object.keys(customizations).filter(isFaulty)) {
    const { [key]: _, ...others } = sound;
    sound = others;
  }
  return sound === customizations ? blueprint : { ...blueprint, customizations: sound };
}

function customizationsAt([first, second]: readonly (string | number)[]): readonly string[] {
  if (first !== 'customizations' || typeof second !== 'string') return [];
  return related.find((keys) => keys.includes(second)) ?? [second];
}
