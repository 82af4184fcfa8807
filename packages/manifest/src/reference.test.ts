import { createHash } from 'node:crypto';
import { type Profile, parseBuildRequestValue } from '@bootwright/build-request';
import { Fault, type Notice } from '@bootwright/core';
import { encodeManifest, encodeManifestCompact } from '@bootwright/osbuild';
import { decodeManifest } from '@bootwright/osbuild/schemas';
import { manifestValidator } from '@bootwright/osbuild/testing';
import { planImage } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { compareAnswers, givenFile, type OwnAnswer } from '../../../tools/compare-answers.ts';
import { countCompared } from '../../../tools/comparison.ts';
import {
  type Answer,
  type RecordedRequest,
  type RequestSet,
  recordedRequests,
} from '../../../tools/recorded-requests.ts';
import { recordedSchemas, recordings } from '../../../tools/reference.ts';
import { buildManifest } from './build-manifest.ts';
import { mockDepsolve } from './media/mock-packages.ts';
import { mockContainer } from './mock-container.ts';

/** Everything the generator gives for a request, or the fault that it ends with. */
function made(value: unknown, profile: Profile) {
  try {
    const { request } = parseBuildRequestValue(value, { profile });
    const { plan, notices } = planImage(request);
    return { plan, notices, manifest: buildManifest(plan, mockContainer, { depsolve: mockDepsolve }) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

function ownAnswer(value: unknown, answer: Answer): OwnAnswer {
  const { fault, plan, notices, manifest } = made(value, 'reference');
  if (fault !== undefined) return { outcome: 'error', code: fault.code };
  const { filename, mimeType, exports } = plan.imageType;
  const text = answer.compact_sha256 === undefined ? encodeManifest(manifest) : encodeManifestCompact(manifest);
  return {
    outcome: 'manifest',
    sha256: createHash('sha256').update(text).digest('hex'),
    filename,
    mime_type: mimeType,
    exports,
    unsupported: unsupported(notices),
    text,
    isValid: () => isManifest(text),
  };
}

/** The option that the reference warns of, from our notice; absent without one. */
function unsupported(notices: readonly Notice[]): string | undefined {
  const notice = notices.find(({ code }) => code === 'blueprint/unsupported' || code === 'profile/applied-warnings');
  return notice?.at?.path?.slice(1).join('.');
}

function isManifest(text: string): boolean {
  try {
    decodeManifest(text, { document: 'manifest' });
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

describe('the profile reference', () => {
  test.for([
    ['systematic', 334],
    ['random', 2500],
    ['random-iso', 600],
    ['upstream', 82],
    ['anaconda-iso', 8],
    ['differences', 75],
    ['fresh', 2490],
  ] as const)('gives for each request of %s what image-builder gives', async ([set, count], { task }) => {
    const cases = recordedRequests(set);
    const { wrong, tally, given } = compareAnswers(set, cases, ({ request, answer }) => ownAnswer(request, answer));
    expect(wrong).toEqual([]);
    expect(Object.values(tally).reduce((sum, some) => sum + some, 0)).toBe(count);
    if (given !== '') await expect(given).toMatchFileSnapshot(givenFile(set));
    countCompared(task, { set: `image-builder/${set}`, ...tally });
  });
});

describe.skipIf(recordings.missing)(`osbuild's schemas${recordings.note}`, () => {
  /** What osbuild rejects, and of how many manifests. */
  function rejected(profile: Profile, cases: readonly RecordedRequest<unknown>[]) {
    const validate = manifestValidator(recordedSchemas());
    const manifests = cases.flatMap(({ request, answer: { name } }) => {
      const { manifest } = made(request, profile);
      return manifest === undefined ? [] : [{ name, manifest }];
    });
    const faults = manifests.flatMap(({ name, manifest }) =>
      validate(manifest).map(({ message, at }) => `${profile}: ${name}: ${at?.path?.join('.')}: ${message}`),
    );
    return { faults, count: manifests.length };
  }

  const everySet = ['systematic', 'random', 'random-iso', 'upstream', 'anaconda-iso', 'differences', 'fresh'] as const;
  const requests = (...sets: readonly RequestSet[]) => sets.flatMap((set) => recordedRequests<unknown>(set));

  test.each<readonly [what: string, Profile, readonly RecordedRequest<unknown>[], least: number]>([
    [
      'of the profile reference',
      'reference',
      requests('systematic', 'random', 'random-iso', 'upstream', 'anaconda-iso'),
      1800,
    ],
    ['of the profile recommended', 'recommended', requests(...everySet), 2900],
    [
      'that is made where image-builder panics',
      'reference',
      requests('systematic', 'random', 'differences', 'fresh').filter(({ answer }) => answer.outcome === 'crash'),
      100,
    ],
  ])('accept every manifest %s', (_what, profile, cases, least) => {
    const { faults, count } = rejected(profile, cases);
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(least);
  });
});
