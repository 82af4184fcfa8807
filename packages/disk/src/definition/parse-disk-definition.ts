import {
  type DocumentPath,
  type Fault,
  FaultList,
  type Location,
  type TextOrigin,
  throwFaults,
} from '@bootwright/core';
import { keysOf, readBySchema } from '@bootwright/core/schemas';
import { readYaml } from '../yaml/yaml-text.ts';
import { deepFreeze } from './deep-freeze.ts';
import { type DiskDefinition, diskDefinitionSchema } from './disk-definition.ts';
import { recentTexts } from './recent-texts.ts';

const keys = keysOf(diskDefinitionSchema);

const known = recentTexts<DiskDefinition>();

/**
 * What `text`, a container's disk.yaml, says, frozen. All faults are reported at once, each with its line and column: one
 * is thrown and the others are its `related` ones. The same text is read once.
 *
 * Unknown keys are faults, but for those at the top that hold anchors, or begin with a dot, which says that they do.
 *
 * Faults: `disk/yaml…` and `disk/text-size` of the text, `disk/unknown-key`, `disk/type`, `disk/size` and others of
 * what it says.
 */
export function parseDiskDefinition(text: string, origin: TextOrigin): DiskDefinition {
  const before = known.get(text);
  if (before !== undefined) return before;
  const { value, anchorHolders, locate } = readYaml(text, origin);
  const faults = new FaultList();
  const reading = { at: { path: [] }, subject: 'disk', objectNoun: 'a map', faults };
  const rest = withoutHolders(value ?? {}, anchorHolders);
  const definition = readBySchema(diskDefinitionSchema, rest, reading) ?? {};
  throwFaults([...faults].map((fault) => relocated(fault, locate)).toSorted(byPlace));
  known.set(text, deepFreeze(definition));
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

function withoutHolders(value: unknown, holders: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isHolder = (key: string): boolean => !keys.includes(key) && (key.startsWith('.') || holders.has(key));
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isHolder(key)));
}

function relocated(fault: Fault, locate: (path: DocumentPath) => Location): Fault {
  return fault.with({ at: locate(fault.at?.path ?? []) });
}

/** Behind all lines: what counts the faults that are not listed has no line. */
const last = Number.MAX_SAFE_INTEGER;

function byPlace(left: Fault, right: Fault): number {
  const [a, b] = [left.at, right.at];
  return (a?.line ?? last) - (b?.line ?? last) || (a?.column ?? 0) - (b?.column ?? 0);
}
