import type { Location } from '@bootwright/core';
import type { Problem } from './problem.ts';
import type { SourceText, SourceTexts } from './source-texts.ts';

/**
 * Adds file, line and column to the places of problems, if this command read the text. Each text is searched once for all
 * problems in it.
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
  /** Without its location. */
  readonly problem: Problem;
  readonly at?: Location;
  /** The text that its location is in, if that was read. */
  readonly source?: SourceText;
}

function withSource({ at: given, ...problem }: Problem, texts: SourceTexts): Placed {
  if (given === undefined) return { problem };
  const at = inRequest(given, texts);
  const source = texts.find(at);
  if (source !== undefined)
    return { problem, at: source.file === undefined ? at : { ...at, file: source.file }, source };
  // Without --request, options form the request: a location in it means nothing to the user.
  return at.document === 'request' && at.file === undefined ? { problem } : { problem, at };
}

/** The container of a request file is a part of that file. */
function inRequest(at: Location, texts: SourceTexts): Location {
  if (at.document !== 'container' || at.file !== undefined || texts.find(at) !== undefined) return at;
  if (texts.find({ document: 'request' }) === undefined) return at;
  return { ...at, document: 'request', path: ['container', ...(at.path ?? [])] };
}
