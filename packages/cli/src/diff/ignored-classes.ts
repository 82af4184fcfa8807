import { alternatives, Fault, nearest } from '@bootwright/core';
import type { FleetClass } from '@bootwright/fleet-diff';

/** The classes of fleet-diff, written out: the options of a command are read before any package but core is loaded. */
export const ignorableClasses: readonly FleetClass[] = [
  ...(['boot-mode', 'package', 'container', 'file', 'pipeline', 'stage', 'option', 'kernel-argument'] as const),
  ...(['partition', 'volume', 'size', 'identifier', 'device', 'mount', 'input', 'source'] as const),
  ...(['reference', 'key-order', 'document'] as const),
];

/** Words of `--ignore`: the classes in the plural, as people speak of them. */
const words: ReadonlyMap<string, FleetClass> = new Map(
  ignorableClasses.flatMap((name) => [[name, name] as const, [plural(name), name] as const]),
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
      hint: near === undefined ? `use ${alternatives(ignorableClasses.map(plural))}` : `did you mean "${near}"?`,
    });
  });
}
