import { parseBuildRequestValue } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { encodeManifest } from '@bootwright/osbuild';
import { decodeManifest } from '@bootwright/osbuild/schemas';
import { planImage } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { applyPatch, type PatchOperation } from '../../../tools/apply-patch.ts';
import { countCompared } from '../../../tools/comparison.ts';
import { recordedRequests } from '../../../tools/recorded-requests.ts';
import { referenceLines } from '../../../tools/reference.ts';
import { buildManifest } from './build-manifest.ts';
import { mockContainer } from './mock-container.ts';

/** What osbuild does with a manifest of image-builder that is changed at one place. */
interface Mutation {
  readonly name: string;
  /** The request that the manifest is of. */
  readonly of: string;
  readonly mutation: string;
  readonly patch: readonly PatchOperation[];
  /** A crash is a traceback of osbuild, mostly about a reference to nothing. */
  readonly outcome: 'valid' | 'invalid' | 'crash';
}

const requests = new Map(
  recordedRequests<{ readonly name: string }>('upstream').map(({ request }) => [request.name, request]),
);

/** The code of the fault that `act` ends with; absent where it ends well. */
function faultOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

function manifestOf(name: string): unknown {
  const { request } = parseBuildRequestValue(requests.get(name), { profile: 'reference' });
  return JSON.parse(encodeManifest(buildManifest(planImage(request).plan, mockContainer)));
}

const mutations = referenceLines<Mutation>('osbuild/mutations');

describe('a manifest that is changed at one place', () => {
  test('is rejected where osbuild rejects it, and accepted where osbuild accepts it', ({ task }) => {
    const decided = mutations.filter(({ outcome }) => outcome !== 'crash');
    const apart = decided.filter((mutation) => {
      const text = JSON.stringify(applyPatch(manifestOf(mutation.of), mutation.patch));
      const isAccepted = faultOf(() => decodeManifest(text, { document: 'manifest' })) === undefined;
      return isAccepted !== (mutation.outcome === 'valid');
    });
    expect(apart.map(({ name, mutation }) => [name, mutation])).toEqual([]);
    expect(decided.length).toBeGreaterThan(30);
    countCompared(task, { set: 'osbuild/mutations', verdicts: decided.length });
  });

  test('never ends with anything but a fault where osbuild crashes', () => {
    const crashes = mutations.filter(({ outcome }) => outcome === 'crash');
    expect(crashes.length).toBeGreaterThan(15);
    for (const { of, patch } of crashes) {
      const text = JSON.stringify(applyPatch(manifestOf(of), patch));
      const code = faultOf(() => decodeManifest(text, { document: 'manifest' }));
      expect(code ?? 'accepted').toMatch(/^(osbuild\/(value|missing-key|unknown-key|unknown-input)|accepted)$/);
    }
  });
});
