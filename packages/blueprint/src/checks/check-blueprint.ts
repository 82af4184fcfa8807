import { type Fault, inside, type Location } from '@bootwright/core';
import type { Blueprint } from '../format/blueprint.ts';
import { checkDisk } from './check-disk.ts';
import { checkFilesystems, checkLayoutChoice } from './check-filesystems.ts';
import { checkGroups } from './check-groups.ts';
import { checkIgnition, checkIgnitionSource } from './check-ignition.ts';
import { checkInstaller } from './check-installer.ts';
import { checkNodes } from './check-nodes.ts';

/**
 * All faults that show in a blueprint alone, without a container and an image type. `at` is the place of the
 * blueprint; the default is a document of its own.
 */
export function checkBlueprint(blueprint: Blueprint, at: Location = { document: 'blueprint' }): readonly Fault[] {
  const { customizations } = blueprint;
  if (customizations === undefined) return [];
  const below = inside(at, 'customizations');
  return [
    ...checkGroups(customizations, below),
    ...checkLayoutChoice(customizations, below),
    ...checkFilesystems(customizations, 'any', below),
    ...checkDisk(customizations, below, { volumesAfterSwap: 'checked' }),
    ...checkIgnition(customizations, below),
    ...checkIgnitionSource(customizations, below),
    ...checkNodes(customizations, below),
    ...checkInstaller(customizations, below),
  ];
}
