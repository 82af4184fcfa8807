import { ChangeTable } from './groups/change-table.ts';
import { type FleetDiff, fleetGroups } from './groups/fleet-diff.ts';
import { findRenames, type Sketch, sketchOf } from './pairs/find-renames.ts';
import type { FleetClass } from './review/fleet-change.ts';
import { manifestChanges } from './review/manifest-changes.ts';

/** A set of manifests that are read one by one. */
export interface ManifestFleet {
  /** Without the ending, each once. */
  readonly names: readonly string[];
  /** The text, by which equal ones are recognized, and the manifest. The next one is read while one is compared. */
  readonly read: (name: string) => Promise<{ readonly text: string; readonly parse: () => unknown }>;
}

export interface FleetDiffOptions {
  /** Changes that do not count. Default: none. */
  readonly ignored?: ReadonlySet<FleetClass>;
  /** Called for each pair that was compared. */
  readonly progress?: (done: number, count: number) => void;
}

/**
 * What differs between two sets of manifests: paired by name, renamed ones by their stages; equal changes together. At
 * any time the texts of four manifests are in memory, two of them as values, and each distinct change once.
 */
export async function diffFleets(
  before: ManifestFleet,
  after: ManifestFleet,
  { ignored = new Set(), progress }: FleetDiffOptions = {},
): Promise<FleetDiff> {
  const old = new Set(before.names);
  const now = new Set(after.names);
  const removed = before.names.filter((name) => !now.has(name));
  const added = after.names.filter((name) => !old.has(name));
  const renamed = findRenames(await sketches(before, removed, added), await sketches(after, added, removed));
  const formerly = new Map(renamed.map((one) => [one.after, one.before]));
  const gone = new Set(formerly.values());
  const names = after.names.filter((name) => old.has(name) || formerly.has(name));
  const table = new ChangeTable(ignored);
  let changed = 0;
  const read = (name: string | undefined): ReturnType<typeof readPair> | undefined =>
    name === undefined ? undefined : readPair([before, formerly.get(name) ?? name], [after, name]);
  let next = read(names[0]);
  for (const position of names.keys()) {
    progress?.(position, names.length);
    const [left, right] = (await next) ?? [];
    if (left === undefined || right === undefined) continue;
    next = read(names[position + 1]);
    if (left.text === right.text) continue;
    if (table.add(position, manifestChanges(left.parse(), right.parse())) > 0) changed++;
  }
  return {
    names,
    changed,
    added: added.filter((name) => !formerly.has(name)),
    removed: removed.filter((name) => !gone.has(name)),
    renamed,
    groups: fleetGroups(table.result(), names),
  };
}

type ReadManifest = Awaited<ReturnType<ManifestFleet['read']>>;

/** Reads both at once. A fault is that of whoever awaits them: where the comparison before them fails, nobody does. */
function readPair(
  ...sides: readonly (readonly [fleet: ManifestFleet, name: string])[]
): Promise<readonly ReadManifest[]> {
  const pair = Promise.all(sides.map(([fleet, name]) => fleet.read(name)));
  pair.catch(() => {});
  return pair;
}

/** Of so many manifests without a partner the content is read. */
const mostSketches = 500;

async function sketches(
  fleet: ManifestFleet,
  names: readonly string[],
  others: readonly string[],
): Promise<readonly { readonly name: string; readonly sketch: Sketch }[]> {
  if (others.length === 0) return [];
  const found: { readonly name: string; readonly sketch: Sketch }[] = [];
  for (const name of names.slice(0, mostSketches)) {
    const { parse } = await fleet.read(name);
    found.push({ name, sketch: sketchOf(parse()) });
  }
  return found;
}
