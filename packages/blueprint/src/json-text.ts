import type { DocumentPath, Location } from '@bootwright/core';
import { Fault, throwFaults } from '@bootwright/core';
import { quoted } from './describe-value.ts';
import { deepest, walkJson } from './json-walk.ts';
import type { Position } from './text-position.ts';
import { positionAt } from './text-position.ts';

/** As many as anyone mends in one go. */
const mostRepeated = 20;

/**
 * The value of a JSON text. Faults `blueprint/json` (with the place), `blueprint/too-deep`, and
 * `blueprint/duplicate-key` for every key that an object has twice.
 */
export function readJson(text: string, at: Location): unknown {
  const repeated: Fault[] = [];
  const problem = walkJson(text, (entry) => {
    if (!entry.repeated || repeated.length === mostRepeated) return false;
    const message = `the key ${quoted(String(entry.step))} is given twice`;
    const place = { ...at, path: entry.path(), ...positionAt(text, entry.offset) };
    repeated.push(new Fault('blueprint/duplicate-key', message, { at: place, hint: 'keep one of them' }));
    return false;
  });
  if (problem !== undefined) {
    const place = { ...at, ...positionAt(text, problem.offset) };
    if (problem.kind === 'depth') {
      const message = `brackets are nested more than ${deepest} deep, which no blueprint is`;
      throw new Fault('blueprint/too-deep', message, { at: place });
    }
    const hint = 'write standard JSON: no comments, no comma before a closing bracket';
    throw new Fault('blueprint/json', `this is no valid JSON: ${problem.problem}`, { at: place, hint });
  }
  throwFaults(repeated);
  return JSON.parse(text);
}

/** Why a text is no JSON, and where; `undefined` where it is, or where brackets are nested too deep to say. */
export function jsonProblem(text: string): (Position & { readonly problem: string }) | undefined {
  const problem = walkJson(text, () => false);
  return problem?.kind === 'syntax' ? { problem: problem.problem, ...positionAt(text, problem.offset) } : undefined;
}

/** Where a path leads to in a text that is valid JSON. */
export function jsonPositionOf(text: string, path: DocumentPath): Position | undefined {
  let matched = 0;
  let found: number | undefined;
  walkJson(text, ({ step, depth, offset }) => {
    if (depth <= matched) matched = depth - 1;
    if (depth === matched + 1 && step === path[matched]) matched = depth;
    if (matched === path.length) found = offset;
    return found !== undefined;
  });
  return found === undefined ? undefined : positionAt(text, found);
}
