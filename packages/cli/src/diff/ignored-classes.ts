import { alternatives, Fault, nearest } from '@bootwright/core';
import { type FleetClass, fleetClasses } from '@bootwright/fleet-diff';

/** Words of `--ignore`: the classes in the plural, as people speak of them. */
const words: ReadonlyMap<string, FleetClass> = new Map(
  fleetClasses.flatMap((name) => [[name, name] as const, [plural(name), name] as const]),
);

function plural(name: FleetClass): string {
  return name === 'key-order' ? 'order' : `${name}s`;
}

/** The classes in a list with commas. Faults: `usage/options`. */
export function parseIgnored(text: string): readonly FleetClass[] {
  return text.split(',').map((word) => {
    const found = words.get(word.trim());
    if (found !== undefined) return found;
    const near = nearest(word.trim(), [...words.keys()]);
    throw new Fault('usage/options', `no class of changes is called ${JSON.stringify(word)}`, {
      hint: near === undefined ? `use ${alternatives(fleetClasses.map(plural))}` : `did you mean "${near}"?`,
    });
  });
}
