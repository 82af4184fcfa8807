import type { Location } from '@bootwright/core';
import type { Problem } from './problem.ts';
import type { SourceTexts } from './source-texts.ts';

/** The problem with the file, line and column of its place, where the text it points into was read by this command. */
export async function located(problem: Problem, texts: SourceTexts): Promise<Problem> {
  if (problem.at === undefined) return problem;
  return { ...problem, at: await locate(problem.at, texts) };
}

async function locate(at: Location, texts: SourceTexts): Promise<Location> {
  const source = texts.find(at);
  if (source === undefined) return at;
  const named = source.file === undefined ? at : { ...at, file: source.file };
  if (at.line !== undefined || at.path === undefined) return named;
  if (source.format !== 'toml' && source.format !== 'json') return named;
  const { positionOf } = await import('@bootwright/blueprint');
  return { ...named, ...positionOf(source.text, source.format, at.path) };
}
