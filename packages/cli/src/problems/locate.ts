import type { Location } from '@bootwright/core';
import type { Problem } from './problem.ts';
import type { SourceText, SourceTexts } from './source-texts.ts';

/** The problem with the file, line and column of its place, where the text it points into was read by this command. */
export async function located(problem: Problem, texts: SourceTexts): Promise<Problem> {
  if (problem.at === undefined) return problem;
  const at = inRequest(problem.at, texts);
  const source = texts.find(at);
  if (source !== undefined) return { ...problem, at: await placeIn(at, source) };
  // A request that nobody wrote is what the options amount to: a place in it says nothing.
  return at.document === 'request' && at.file === undefined ? placeless(problem) : problem;
}

function placeless({ at: _at, ...problem }: Problem): Problem {
  return problem;
}

/** A container that a request describes is a part of that request. */
function inRequest(at: Location, texts: SourceTexts): Location {
  if (at.document !== 'container' || at.file !== undefined || texts.find(at) !== undefined) return at;
  if (texts.find({ document: 'request' }) === undefined) return at;
  return { ...at, document: 'request', path: ['container', ...(at.path ?? [])] };
}

async function placeIn(at: Location, { file, format, text }: SourceText): Promise<Location> {
  const named = file === undefined ? at : { ...at, file };
  if (at.line !== undefined || at.path === undefined || (format !== 'toml' && format !== 'json')) return named;
  const { locate } = await import('@bootwright/blueprint');
  return locate(named, text, format);
}
