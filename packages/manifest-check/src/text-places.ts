import { type DocumentPath, LineCursor, type PathStep, type Position, walkJson } from '@bootwright/core';

/** The places that are looked for, as a tree of their steps. */
interface Wanted {
  readonly steps: Map<PathStep, Wanted>;
  offset?: number;
}

/** Keys that a text gives twice in one object, of which Python takes the last. */
export interface TextPlaces {
  /** The place of a path; where the text does not have it, of the nearest object or list around. */
  readonly place: (path: DocumentPath) => Position;
  readonly repeated: readonly DocumentPath[];
}

/** Looks for `paths` in a JSON text, in one pass. At most `mostRepeated` repeated keys are listed. */
export function findPlaces(text: string, paths: Iterable<DocumentPath>, mostRepeated: number): TextPlaces {
  const root: Wanted = { steps: new Map(), offset: text.search(/\S|$/) };
  for (const path of paths) {
    let node = root;
    for (const step of path) {
      const next = node.steps.get(step) ?? { steps: new Map() };
      node.steps.set(step, next);
      node = next;
    }
  }
  const repeated: DocumentPath[] = [];
  const stack: (Wanted | undefined)[] = [root];
  walkJson(text, (entry) => {
    const found = stack[entry.depth - 1]?.steps.get(entry.step);
    stack[entry.depth] = found;
    if (found !== undefined) found.offset = entry.offset;
    if (entry.repeated && repeated.length < mostRepeated) repeated.push(entry.path());
    return false;
  });
  const cursor = new LineCursor(text);
  return { place: (path) => cursor.at(offsetOf(root, path)), repeated };
}

function offsetOf(root: Wanted, path: DocumentPath): number {
  let node = root;
  let offset = root.offset ?? 0;
  for (const step of path) {
    const next = node.steps.get(step);
    if (next?.offset === undefined) break;
    offset = next.offset;
    node = next;
  }
  return offset;
}
