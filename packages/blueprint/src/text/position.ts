import { type DocumentPath, type Fault, LineCursor, type Location, withoutMark } from '@bootwright/core';
import { findInJson } from './json-text.ts';
import { findInToml } from './toml-position.ts';
import { type FoundStep, WantedPaths } from './wanted-paths.ts';

/** The wrapper of older tools; paths leave it out. */
const wrapper = 'blueprint';

/**
 * `at` with line and column, both from 1, found in the parsed text that its path leads into: those of the path itself,
 * or of the nearest key or item around it that the text has. A JSON text is also searched below `blueprint`, the wrapper
 * of older tools. A location that has a line stays as it is.
 */
export function locate(at: Location, text: string, format: 'toml' | 'json'): Location {
  const [located = at] = locateAll([at], text, format);
  return located;
}

/** The same for many places: the text is read once for all of them. */
export function locateAll(places: readonly Location[], text: string, format: 'toml' | 'json'): readonly Location[] {
  const open = places.map(({ line, path = [] }) => (line === undefined ? path : []));
  const found = foundIn(text, format, open);
  const offsets = found.flatMap((step) => step?.offset ?? []).toSorted((left, right) => left - right);
  const lines = new LineCursor(withoutMark(text));
  const positions = new Map(offsets.map((offset) => [offset, lines.at(offset)]));
  return places.map((at, index) => {
    const step = found[index];
    return step === undefined ? at : { ...at, ...positions.get(step.offset) };
  });
}

/** The same for faults; `at` is the place of those that do not say theirs. */
export function locateFaults(
  faults: readonly Fault[],
  { text, format, at = {} }: { readonly text: string; readonly format: 'toml' | 'json'; readonly at?: Location },
): readonly Fault[] {
  const places = faults.map((fault) => fault.at ?? at);
  const located = locateAll(places, text, format);
  return faults.map((fault, index) => fault.with({ at: located[index] ?? at }));
}

function foundIn(
  text: string,
  format: 'toml' | 'json',
  paths: readonly DocumentPath[],
): readonly (FoundStep | undefined)[] {
  const wanted = new WantedPaths();
  const isWrapped = format === 'json';
  for (const path of paths) {
    wanted.add(path);
    if (isWrapped && path.length > 0) wanted.add([wrapper, ...path]);
  }
  const search = isWrapped ? findInJson : findInToml;
  if (!wanted.isComplete) search(withoutMark(text), wanted);
  return paths.map((path) => {
    const own = wanted.found(path);
    const inside = isWrapped ? wanted.found([wrapper, ...path]) : undefined;
    return inside !== undefined && inside.steps - 1 > (own?.steps ?? 0)
      ? { steps: inside.steps - 1, offset: inside.offset }
      : own;
  });
}
