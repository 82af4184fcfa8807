import type { Location } from '@bootwright/core';
import {
  deepest,
  Fault,
  FaultList,
  inside,
  type JsonNumber,
  LineCursor,
  positionAt,
  quoted,
  readExactJson,
  throwFaults,
  walkJson,
} from '@bootwright/core';
import type { WantedPaths, WantedStep } from './wanted-paths.ts';

/**
 * The value of a JSON text. Faults `blueprint/json` (with the place), `blueprint/too-deep`, and
 * `blueprint/duplicate-key` for every key that an object has twice.
 */
export function readJson(text: string, at: Location): unknown {
  const repeated = new FaultList();
  const lines = new LineCursor(text);
  const problem = walkJson(text, (entry) => {
    if (!entry.repeated) return false;
    repeated.report(() => {
      const message = `the key ${quoted(String(entry.step))} is given twice`;
      const place = { ...at, path: entry.path(), ...lines.at(entry.offset) };
      return new Fault('blueprint/duplicate-key', message, { at: place, hint: 'keep one of them' });
    });
    return false;
  });
  if (problem !== undefined) {
    const place = { ...at, ...positionAt(text, problem.offset) };
    if (problem.kind === 'depth') {
      const message = `brackets are nested more than ${deepest} deep, which no blueprint is`;
      throw new Fault('blueprint/too-deep', message, { at: place });
    }
    const hint = 'write standard JSON: no comments, no comma before a closing bracket';
    throw new Fault('blueprint/json', `this is not valid JSON: ${problem.problem}`, { at: place, hint });
  }
  throwFaults(repeated);
  const reading = readExactJson(text, (number, path) => numberOf(number, inside(at, ...path)));
  if (reading.kind === 'value') return reading.value;
  throw new Error('a text that walkJson accepts is JSON');
}

/** As TOML is read: whole numbers of any size are kept for the check of their range. */
function numberOf(number: JsonNumber, at: Location): number | bigint {
  const value = number.double();
  if (value !== undefined) return value;
  if (/^-?\d{1,40}$/.test(number.text)) return BigInt(number.text);
  throw new Fault('blueprint/number', `the number ${number} has more digits than can be kept`, {
    at,
    hint: 'give a whole number up to 2^53 - 1, or a size such as "10 GiB"',
  });
}

/** Finds the wanted paths in a text that is valid JSON, in one pass. */
export function findInJson(text: string, wanted: WantedPaths): void {
  const steps: (WantedStep | undefined)[] = [wanted.root];
  walkJson(text, ({ step, depth, offset }) => {
    steps[depth] = wanted.find(steps[depth - 1], step, offset);
    return wanted.isComplete;
  });
}
