import type { DocumentPath, Location, TextOrigin } from '@bootwright/core';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { readYaml } from '../yaml/yaml-text.ts';
import { deepFreeze } from './deep-freeze.ts';
import { type DiskDefinition, diskDefinitionSchema } from './disk-definition.ts';
import { recentTexts } from './recent-texts.ts';

const known = recentTexts<DiskDefinition>();

/**
 * What `text`, a container's disk.yaml, says, frozen. The same text is read once.
 *
 * Faults: `disk/yaml…` and `disk/text-size` of the text, `disk/unknown-key`, `disk/type`, `disk/size` and others of
 * what it says.
 */
export function parseDiskDefinition(text: string, origin: TextOrigin): DiskDefinition {
  const before = known.get(text);
  if (before !== undefined) return before;
  const definition = deepFreeze(parseYaml(text, origin, { schema: diskDefinitionSchema, subject: 'disk' }));
  known.set(text, definition);
  return definition;
}

/** Finds the line and column of what a path leads to, or of what is nearest to it, in a text that was parsed before. */
export function diskDefinitionPlaces(text: string): (path: DocumentPath) => Pick<Location, 'line' | 'column'> {
  const { locate } = readYaml(text, { document: 'disk.yaml' });
  return (path) => {
    const { line, column } = locate(path);
    return line === undefined || column === undefined ? {} : { line, column };
  };
}
