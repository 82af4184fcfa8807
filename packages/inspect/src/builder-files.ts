import type { Customizations } from '@bootwright/blueprint';
import { parseBlueprint } from '@bootwright/blueprint';
import type { TextOrigin } from '@bootwright/core';
import type { DiskDefinition } from '@bootwright/disk';
import { parseDiskDefinition } from '@bootwright/disk';
import type { Sourced } from './container-info.ts';
import { builderDirectories } from './interests.ts';
import type { IsoDefinition } from './iso-definition.ts';
import { parseIsoDefinition } from './iso-yaml.ts';
import { readTextIn } from './read-from-tree.ts';
import type { Tree } from './tree.ts';

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

/**
 * The customizations that the container brings: config.json, else config.toml, of the older directory alone, as the
 * reference reads them. Absent where there is no file, or none in it. Faults: those of blueprint's `parseBlueprint`.
 */
export function findCustomizations(tree: Tree): Sourced<Customizations> | undefined {
  for (const format of ['json', 'toml'] as const) {
    const document = `config.${format}`;
    const found = readTextIn(tree, `${builderDirectories[1]}/${document}`);
    if (found === undefined) continue;
    const { customizations } = parseBlueprint(found.text, { document, file: found.file, format });
    return customizations === undefined ? undefined : { ...found, value: customizations };
  }
  return undefined;
}
