import type { Customizations } from '@bootwright/blueprint';
import { checkNodeValues, parseBlueprint } from '@bootwright/blueprint';
import type { IsoDefinition, Sourced } from '@bootwright/container-facts';
import { ignoredOptions, parseIsoDefinition } from '@bootwright/container-facts';
import { type Notice, type TextOrigin, throwFaults } from '@bootwright/core';
import type { DiskDefinition } from '@bootwright/disk';
import { parseDiskDefinition } from '@bootwright/disk';
import type { Tree } from '@bootwright/file-tree';
import { readTextIn } from '@bootwright/file-tree';
import { builderDirectories } from '../inspected-files.ts';

/** The container's disk.yaml; absent where there is none. Faults: those of disk's `parseDiskDefinition`. */
export function findDiskDefinition(tree: Tree): Sourced<DiskDefinition> | undefined {
  return findYaml(tree, 'disk.yaml', parseDiskDefinition);
}

/** The container's iso.yaml; absent where there is none. Faults: those of `parseIsoDefinition`. */
export function findIsoDefinition(tree: Tree): Sourced<IsoDefinition> | undefined {
  return findYaml(tree, 'iso.yaml', parseIsoDefinition);
}

function findYaml<T>(tree: Tree, name: string, parse: (text: string, origin: TextOrigin) => T): Sourced<T> | undefined {
  for (const directory of builderDirectories) {
    const found = readTextIn(tree, `${directory}/${name}`);
    if (found !== undefined) return { ...found, value: parse(found.text, { document: name, file: found.file }) };
  }
  return undefined;
}

export interface FoundCustomizations {
  /** Absent where there is no file, or none in it. */
  readonly customizations?: Sourced<Customizations>;
  /** Options of the file that have no effect. */
  readonly notices: readonly Notice[];
}

/**
 * The customizations that the container brings: config.json, else config.toml, of the older directory alone, as the
 * reference reads them. Faults: those of blueprint's `parseBlueprint`.
 */
export function findCustomizations(tree: Tree): FoundCustomizations {
  for (const format of ['json', 'toml'] as const) {
    const document = `config.${format}`;
    const found = readTextIn(tree, `${builderDirectories[1]}/${document}`);
    if (found === undefined) continue;
    const blueprint = parseBlueprint(found.text, { document, file: found.file, format });
    const { customizations } = blueprint;
    throwFaults(checkNodeValues(customizations ?? {}, { document, file: found.file, path: ['customizations'] }));
    const notices = ignoredOptions(blueprint, found.file, (path) => ({ document, file: found.file, path }));
    return customizations === undefined
      ? { notices }
      : { customizations: { ...found, value: customizations }, notices };
  }
  return { notices: [] };
}
