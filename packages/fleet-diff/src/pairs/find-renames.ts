import { listOf, objectOf } from '@bootwright/core';

/** What a manifest contains, in few numbers: a hash of each stage, whatever its UUIDs are. */
export type Sketch = ReadonlySet<number>;

/** No manifest has so many stages; a longer one is compared by the first. */
const mostStages = 2_000;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The sketch of a manifest, by which a renamed one is found. */
export function sketchOf(manifest: unknown): Sketch {
  const hashes = new Set<number>();
  for (const pipeline of listOf(objectOf(manifest).pipelines)) {
    for (const stage of listOf(objectOf(pipeline).stages)) {
      if (hashes.size >= mostStages) return hashes;
      hashes.add(hashOf(JSON.stringify(stage).replace(uuid, '')));
    }
  }
  return hashes;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A manifest that has no partner of its name. */
export interface Unpaired {
  readonly name: string;
  readonly sketch: Sketch;
}

/** Of all stages of both, the part that both have: less is another manifest, not a renamed one. */
const leastAlike = 0.95;
/** Pairs that are compared. */
const mostPairs = 100_000;

/** Manifests that have another name and the same stages: each the most similar one, if it is the only one. */
export function findRenames(
  before: readonly Unpaired[],
  after: readonly Unpaired[],
): readonly { readonly before: string; readonly after: string }[] {
  if (before.length * after.length > mostPairs) return [];
  return before.flatMap(({ name, sketch }) => {
    const best = mostAlike(sketch, after);
    const back = best === undefined ? undefined : mostAlike(best.sketch, before);
    return best !== undefined && back?.name === name ? [{ before: name, after: best.name }] : [];
  });
}

function mostAlike(sketch: Sketch, others: readonly Unpaired[]): Unpaired | undefined {
  let most = leastAlike;
  let best: Unpaired | undefined;
  let count = 0;
  for (const other of others) {
    const alike = similarity(sketch, other.sketch);
    if (alike < most) continue;
    count = alike === most && best !== undefined ? count + 1 : 1;
    [most, best] = [alike, other];
  }
  return count === 1 ? best : undefined;
}

function similarity(one: Sketch, other: Sketch): number {
  let shared = 0;
  for (const hash of one) if (other.has(hash)) shared++;
  return one.size + other.size === 0 ? 0 : shared / (one.size + other.size - shared);
}
