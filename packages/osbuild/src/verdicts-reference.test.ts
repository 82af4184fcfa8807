import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { countCompared } from '../../../tools/comparison.ts';
import { manifestWith, recordedVerdicts } from '../../../tools/recorded-verdicts.ts';
import { decodeManifest } from './document/decode-manifest.ts';
import { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas } from './module-schemas.ts';
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

const registries = {
  stage: stageSchemas,
  input: inputSchemas,
  device: deviceSchemas,
  mount: mountSchemas,
  source: sourceSchemas,
};

describe('values for parts of a manifest', () => {
  test.for(recordedVerdicts())(
    "$kind $type: the verdicts of osbuild's schema",
    ({ kind, type, valid, invalid }, { task }) => {
      const apart = {
        rejected: valid.filter((value) => faultOf(manifestWith(kind, type, value)) !== undefined),
        accepted: invalid.filter((value) => faultOf(manifestWith(kind, type, value)) === undefined),
      };
      expect(apart).toEqual({ rejected: [], accepted: [] });
      countCompared(task, { set: 'osbuild/verdicts', verdicts: valid.length + invalid.length });
    },
  );

  test.each(['stage', 'input', 'device', 'mount', 'source'] as const)(
    'every %s has valid and invalid ones; "npm run add-stage -- NAME --schemas FOLDER --replace" records those of a stage',
    (kind) => {
      const decided = recordedVerdicts().filter(
        (one) => one.kind === kind && one.valid.length > 0 && one.invalid.length > 0,
      );
      expect(decided.map(({ type }) => type).sort()).toEqual(Object.keys(registries[kind]).sort());
    },
  );
});
