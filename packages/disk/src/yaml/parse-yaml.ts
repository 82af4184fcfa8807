import {
  type DocumentPath,
  type Fault,
  FaultList,
  type Location,
  type TextOrigin,
  throwFaults,
} from '@bootwright/core';
import { keysOf, readBySchema, type Schema } from '@bootwright/core/schemas';
import type { ReadScalar } from './plain-yaml.ts';
import { readYaml } from './yaml-text.ts';

/** How a file of YAML is read. */
export interface YamlFormat<T> {
  readonly schema: Schema<T>;
  /** The subject of the codes of its faults. */
  readonly subject: string;
  /** Default: as the reference's library resolves plain scalars. */
  readonly readScalar?: ReadScalar;
}

/**
 * What a container's YAML file says. All faults are reported at once, each with its line and column: one is thrown and
 * the others are its `related` ones. A file that says nothing is read as an empty map.
 *
 * Unknown keys are faults, but for those at the top that hold anchors, or begin with a dot, which says that they do.
 *
 * Faults: those of `readYaml`, and `SUBJECT/unknown-key`, `SUBJECT/type` and others of the schema.
 */
export function parseYaml<T>(text: string, origin: TextOrigin, { schema, subject, readScalar }: YamlFormat<T>): T {
  const { value, anchorHolders, locate } = readYaml(text, origin, readScalar);
  const faults = new FaultList();
  const reading = { at: { path: [] }, subject, objectNoun: 'a map', faults };
  const result = readBySchema(schema, withoutHolders(value ?? {}, anchorHolders, keysOf(schema)), reading);
  throwFaults([...faults].map((fault) => relocated(fault, locate)).toSorted(byPlace));
  // Without faults there is a value.
  return result as T;
}

function withoutHolders(value: unknown, holders: ReadonlySet<string>, known: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isHolder = (key: string): boolean => !known.includes(key) && (key.startsWith('.') || holders.has(key));
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
