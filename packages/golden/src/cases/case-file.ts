import { type Profile, requestNumber } from '@bootwright/build-request';
import { Fault, inside, type Location, readExactJson } from '@bootwright/core';
import { expandMatrix } from './case-matrix.ts';
import { checkedName } from './case-name.ts';
import type { GoldenCase } from './golden-case.ts';

/** A file of the folder of cases. */
export interface CaseFile {
  /** Inside that folder, such as `matrix/layouts.json`. */
  readonly path: string;
  readonly text: string;
}

/**
 * The cases of a file: one, where it contains a request; those of its matrix, where it contains `{ "matrix": … }`. A matrix
 * names its profiles; a request is planned with `profile`. Faults: `golden/json`, `golden/name`, `matrix/…`.
 */
export function parseCaseFile(file: CaseFile, profile: Profile = 'reference'): readonly GoldenCase[] {
  const at: Location = { document: file.path, file: file.path };
  const name = file.path
    .replace(/\.json$/, '')
    .split('/')
    .map((segment) => checkedName(segment, at))
    .join('/');
  const value = parseJson(file.text, at);
  if (typeof value !== 'object' || value === null || !('matrix' in value)) {
    return [{ name, request: value, profile, at: { document: name } }];
  }
  const others = Object.keys(value).filter((key) => key !== 'matrix' && key !== '$schema');
  if (others.length > 0) {
    const message = `unexpected key ${JSON.stringify(others[0])} next to "matrix"`;
    throw new Fault('matrix/unknown-key', message, {
      at,
      hint: 'leave it out: a file of a matrix contains the matrix alone',
    });
  }
  return expandMatrix(value.matrix, name, { ...at, path: ['matrix'] });
}

function parseJson(text: string, at: Location): unknown {
  const reading = readExactJson(text, (number, path) => requestNumber(number, inside(at, ...path)));
  if (reading.kind === 'value') return reading.value;
  const { problem, line, column } = reading;
  throw new Fault('golden/json', `the case is not JSON: ${problem}`, {
    at: { ...at, line, column },
    hint: 'give a request ("bootwright schema request" describes it), or { "matrix": … }',
  });
}
