import { createHash } from 'node:crypto';
import { Fault, type Notice } from '@bootwright/core';
import { diskTypes } from '@bootwright/image-types';
import { encodeManifest, encodeManifestCompact, type Manifest } from '@bootwright/osbuild';
import { manifestValidator } from '@bootwright/osbuild/testing';
import { type Profile, parseBuildRequest, planImage } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { hasReference, referenceJson, referenceLines, referenceSchemas } from '../../../tools/reference.ts';
import { buildManifest } from './build-manifest.ts';
import { mockContainer } from './mock-container.ts';

interface Case {
  readonly name: string;
  readonly image_type: string;
}

interface Expected {
  readonly outcome: 'manifest' | 'error' | 'crash';
  readonly manifest_sha256?: string;
  readonly filename?: string;
  readonly mime_type?: string;
  readonly exports?: readonly string[];
  readonly warnings?: readonly string[];
}

const names = new Set(diskTypes.flatMap((type) => [type.name, ...type.aliases]));
const other = new Set(['bootc-installer', 'bootc-generic-iso', 'pxe-tar-xz']);

function recorded(name: string, packed = ''): readonly (readonly [Case, Expected])[] {
  const cases = referenceLines<Case>(`${name}.jsonl${packed}`);
  const expected = referenceLines<Expected>(`${name}.expected.jsonl${packed}`);
  return cases.flatMap((one, index) => {
    const answer = expected[index];
    return answer === undefined || other.has(one.image_type) ? [] : [[one, answer] as const];
  });
}

/** Everything the generator gives for a case, or the fault that it ends with. */
function answer(value: unknown, profile: Profile) {
  try {
    const { request } = parseBuildRequest(value, { profile });
    const { plan, notices } = planImage(request);
    return { plan, notices, manifest: buildManifest(plan, mockContainer) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

/** The reference's warning, made of our notice; absent where there is none. */
function unsupported(notices: readonly Notice[]): string | undefined {
  const notice = notices.find(({ code }) => code === 'blueprint/unsupported' || code === 'profile/applied-warnings');
  return notice?.at?.path?.slice(1).join('.');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test.runIf(!hasReference)('the recorded answers are not here, and are not compared', () => {
  expect(hasReference).toBe(false);
});

describe.skipIf(!hasReference)('the profile reference', () => {
  test.each([
    ['systematic', '', 252],
    ['random', '.gz', 2500],
  ] as const)('answers every %s case as the reference does', (file, packed, count) => {
    const cases = recorded(file, packed);
    expect(cases.length).toBe(count);
    const wrong = cases.flatMap(([one, expected]) => {
      const { fault, plan, notices, manifest } = answer(one, 'reference');
      if (fault !== undefined) return expected.outcome === 'manifest' ? [`${one.name}: ${fault.message}`] : [];
      if (expected.outcome === 'crash') return [];
      if (expected.outcome === 'error') return [`${one.name}: no fault`];
      const { filename, mimeType, exports } = plan.imageType;
      const same =
        sha256(encodeManifest(manifest)) === expected.manifest_sha256 &&
        filename === expected.filename &&
        mimeType === expected.mime_type &&
        exports.join() === expected.exports?.join() &&
        unsupported(notices) === /: ([\w.-]+): not supported$/.exec(expected.warnings?.join() ?? '')?.[1];
      return same ? [] : [`${one.name}: differs`];
    });
    expect(wrong).toEqual([]);
  });

  test('answers every upstream case with the published checksum', () => {
    const checksums = referenceJson<Readonly<Record<string, string>>>('upstream/sha256.json');
    const cases = referenceLines<Case>('upstream/cases.jsonl').filter((one) => names.has(one.image_type));
    const wrong = cases.filter((one) => {
      const { manifest } = answer(one, 'reference');
      return manifest === undefined || sha256(encodeManifestCompact(manifest)) !== checksums[one.name];
    });
    expect([cases.length, wrong.map(({ name }) => name)]).toEqual([70, []]);
  });
});

describe.skipIf(!hasReference)('osbuild’s schemas', () => {
  /** What osbuild would refuse, under the name of the case. */
  function refused(profile: Profile): readonly string[] {
    const validate = manifestValidator(referenceSchemas());
    const seen = new Map<string, Manifest>();
    for (const [one] of [...recorded('systematic'), ...recorded('random', '.gz')]) {
      const { manifest } = answer(one, profile);
      if (manifest !== undefined) seen.set(one.name, manifest);
    }
    expect(seen.size).toBeGreaterThan(1000);
    return [...seen].flatMap(([name, manifest]) =>
      validate(manifest).map(({ message, at }) => `${name}: ${at?.path?.join('.')}: ${message}`),
    );
  }

  test.each(['reference', 'recommended'] as const)('accept every manifest of the profile %s', (profile) => {
    expect(refused(profile)).toEqual([]);
  });
});
