import type { Location } from '@bootwright/core';
import type { Problem } from './problem.ts';
import type { SourceText, SourceTexts } from './source-texts.ts';

/**
 * The problems with the files, lines and columns of their places, where the texts that they point into were read by this
 * command. Each text is searched once, however many problems point into it.
 */
export async function located(problems: readonly Problem[], texts: SourceTexts): Promise<readonly Problem[]> {
  const placed = problems.map((problem) => withSource(problem, texts));
  const places = new Map<Placed, Location>();
  for (const source of new Set(placed.map(({ source }) => source))) {
    if (source === undefined || (source.format !== 'toml' && source.format !== 'json')) continue;
    const open = placed.filter((one) => one.source === source && one.at?.line === undefined && one.at?.path);
    if (open.length === 0) continue;
    const { locateAll } = await import('@bootwright/blueprint');
    const found = locateAll(
      open.map(({ at = {} }) => at),
      source.text,
      source.format,
    );
    for (const [index, one] of open.entries()) places.set(one, found[index] ?? {});
  }
  return placed.map((one) => {
    const at = places.get(one) ?? one.at;
    return at === undefined ? one.problem : { ...one.problem, at };
  });
}

interface Placed {
  /** Without its place. */
  readonly problem: Problem;
  readonly at?: Location;
  /** What its place points into, where that was read. */
  readonly source?: SourceText;
}

function withSource({ at: given, ...problem }: Problem, texts: SourceTexts): Placed {
  if (given === undefined) return { problem };
  const at = inRequest(given, texts);
  const source = texts.find(at);
  if (source !== undefined)
    return { problem, at: source.file === undefined ? at : { ...at, file: source.file }, source };
  // A request that nobody wrote is what the options amount to: a place in it says nothing.
  return at.document === 'request' && at.file === undefined ? { problem } : { problem, at };
}

/** A container that a request describes is a part of that request. */
function inRequest(at: Location, texts: SourceTexts): Location {
  if (at.document !== 'container' || at.file !== undefined || texts.find(at) !== undefined) return at;
  if (texts.find({ document: 'request' }) === undefined) return at;
  return { ...at, document: 'request', path: ['container', ...(at.path ?? [])] };
}
