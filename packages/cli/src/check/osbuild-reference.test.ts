import { parseBuildRequestValue } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { buildManifest, mockContainer } from '@bootwright/manifest';
import { checkManifest, readIds } from '@bootwright/manifest-check';
import { encodeManifest } from '@bootwright/osbuild';
import { planImage } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { applyPatch, type PatchOperation } from '../../../../tools/apply-patch.ts';
import { recordedRequests } from '../../../../tools/recorded-requests.ts';
import { referenceLines } from '../../../../tools/reference.ts';

/** What osbuild does with a manifest of image-builder that is changed at one place. */
interface Mutation {
  readonly name: string;
  /** The request that the manifest is of. */
  readonly of: string;
  readonly patch: readonly PatchOperation[];
  /** A crash is a traceback of osbuild. */
  readonly outcome: 'valid' | 'invalid' | 'crash';
  /** What is rejected, with mounts by their names. */
  readonly at?: readonly (readonly (string | number)[])[];
}

/** The ids that osbuild gives to the stages of a pipeline, or to the last of them. */
interface RecordedIds {
  readonly name: string;
  readonly pipelines: readonly (readonly [name: string, ids: readonly string[]])[];
  readonly all_stages: boolean;
}

const requests = new Map(
  recordedRequests<{ readonly name: string }>('upstream').map(({ request }) => [request.name, request]),
);

/** The manifest of a request, where its image type is made here. */
function manifestOf(name: string): string | undefined {
  if (!requests.has(name)) return undefined;
  try {
    const { request } = parseBuildRequestValue(requests.get(name), { profile: 'reference' });
    return encodeManifest(buildManifest(planImage(request).plan, mockContainer));
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

describe('manifests that are changed at one place', () => {
  const changed = referenceLines<Mutation>('osbuild/mutations').flatMap((mutation) => {
    const text = manifestOf(mutation.of);
    return text === undefined
      ? []
      : [{ ...mutation, check: checkManifest(JSON.stringify(applyPatch(JSON.parse(text), mutation.patch))) }];
  });

  test('have errors where osbuild rejects them or crashes, and none elsewhere', () => {
    const apart = changed.filter(({ outcome, check }) => (check.errors.length === 0) !== (outcome === 'valid'));
    expect(apart.map(({ name, outcome }) => [name, outcome])).toEqual([]);
    expect(changed.length).toBeGreaterThan(40);
  });

  test('have them at the places that osbuild names', () => {
    const lost = changed.flatMap(({ name, at = [], check }) => {
      const places = new Set(check.errors.map(({ path }) => JSON.stringify(path)));
      // By the names of mounts, which may be changed, no place is found.
      const named = at.filter((path) => path[4] !== 'mounts' || Number(path[5]) >= 0);
      return named.filter((path) => !places.has(JSON.stringify(path))).map((path) => [name, path]);
    });
    expect(lost).toEqual([]);
  });
});

test('manifests have the ids that osbuild gives them', () => {
  const compared = referenceLines<RecordedIds>('osbuild/stage-ids').flatMap(({ name, pipelines, all_stages }) => {
    const text = manifestOf(name);
    if (text === undefined) return [];
    const read = readIds(text);
    const ours = read.kind === 'ids' ? read.pipelines : [];
    const ids = ours.map((one) => [one.name, all_stages ? one.stages : one.stages.slice(-1)]);
    return [{ name, isEqual: JSON.stringify(ids) === JSON.stringify(pipelines) }];
  });
  expect(compared.filter(({ isEqual }) => !isEqual)).toEqual([]);
  expect(compared.length).toBeGreaterThan(60);
});

test('no manifest that is made here has errors or warnings', () => {
  const found = [...requests.keys()].flatMap((name) => {
    const { errors, warnings } = checkManifest(manifestOf(name) ?? '{"version": "2"}');
    return [...errors, ...warnings].map(({ code, path }) => [name, code, path]);
  });
  expect(found).toEqual([]);
});
