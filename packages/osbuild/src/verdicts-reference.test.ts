import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { countCompared } from '../../../tools/comparison.ts';
import { manifestWith, recordedVerdicts } from '../../../tools/recorded-verdicts.ts';
import { decodeManifest } from './document/decode-manifest.ts';
import { stageSchemas } from './stage-schemas.ts';

/** The code of the fault that a manifest has; absent where it has none. */
function faultOf(manifest: unknown): string | undefined {
  try {
    decodeManifest(JSON.stringify(manifest), { document: 'manifest' });
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

/** osbuild's schemas of deployments say what an object must have, and let through what is not an object. */
function isStricter(value: unknown): boolean {
  return [17, 'text', true].some((other) => JSON.stringify(value) === JSON.stringify({ deployment: other }));
}

const [stages, others] = [
  recordedVerdicts().filter(({ kind }) => kind === 'stage'),
  recordedVerdicts().filter(({ kind }) => kind !== 'stage'),
];
const typed = stages.filter(({ type }) => Object.hasOwn(stageSchemas, type));

describe('values for parts of a manifest', () => {
  test.for(typed)("$kind $type: the verdicts of osbuild's schema", ({ kind, type, valid, invalid }, { task }) => {
    const apart = {
      rejected: valid.filter((value) => faultOf(manifestWith(kind, type, value)) !== undefined && !isStricter(value)),
      accepted: invalid.filter((value) => faultOf(manifestWith(kind, type, value)) === undefined),
    };
    expect(apart).toEqual({ rejected: [], accepted: [] });
    countCompared(task, { set: 'osbuild/verdicts', verdicts: valid.length + invalid.length });
  });

  test.for(others)(
    "$kind: accepted only where osbuild's schema accepts",
    ({ kind, type, valid, invalid }, { task }) => {
      expect(invalid.filter((value) => faultOf(manifestWith(kind, type, value)) === undefined)).toEqual([]);
      expect(valid.some((value) => faultOf(manifestWith(kind, type, value)) === undefined)).toBe(true);
      countCompared(task, { set: 'osbuild/verdicts', verdicts: valid.length + invalid.length });
    },
  );

  test('every stage with a type has verdicts, valid and invalid ones', () => {
    const decided = typed.filter(({ valid, invalid }) => valid.length > 0 && invalid.length > 0);
    expect(decided.map(({ type }) => type).sort()).toEqual(Object.keys(stageSchemas).sort());
  });

  test('stages without a type are unknown', ({ task }) => {
    const untyped = stages.filter(({ type }) => !Object.hasOwn(stageSchemas, type));
    const codes = untyped.map(({ kind, type }) => faultOf(manifestWith(kind, type, {})));
    expect(new Set(codes)).toEqual(new Set(['osbuild/unknown-stage']));
    countCompared(task, { set: 'osbuild/untyped', notImplemented: untyped.length });
  });
});
