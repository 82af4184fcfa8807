import { createHash } from 'node:crypto';
import { Fault } from '@bootwright/core';
import { imageTypeNames } from '@bootwright/image-types';
import { encodeManifestCompact, type Manifest } from '@bootwright/osbuild';
import { decodeManifest } from '@bootwright/osbuild/schemas';
import { manifestValidator } from '@bootwright/osbuild/testing';
import { describe, expect, test } from 'vitest';
import { compareAnswers, givenFile, type OwnAnswer } from '../../../tools/compare-answers.ts';
import { countCompared } from '../../../tools/comparison.ts';
import { type RequestSet, recordedRequests } from '../../../tools/recorded-requests.ts';
import { recordedSchemas, recordings } from '../../../tools/reference.ts';
import { captured } from './captured.ts';

/** A line of `batch`, as far as it is compared. */
interface Result {
  readonly name: string;
  readonly outcome: 'manifest' | 'error';
  readonly manifest_sha256?: string;
  readonly manifest?: Manifest;
  readonly fault?: { readonly code: string };
  readonly filename?: string;
  readonly mime_type?: string;
  readonly exports?: readonly string[];
}

/** What `batch` gives for each request of a set, in the order of the set. */
async function batch(set: RequestSet, ...options: readonly string[]): Promise<readonly Result[]> {
  const cases = recordedRequests<{ readonly name: string }>(set);
  const stdin = Buffer.from(cases.map(({ text }) => `${text}\n`).join(''));
  const { stdout, stderr } = await captured(['batch', '--mock-sources', '--manifests', ...options], { stdin });
  expect(stderr).toBe('');
  const results = stdout.split('\n').flatMap((line): Result[] => (line === '' ? [] : [JSON.parse(line)]));
  expect(results.map(({ name }) => name)).toEqual(cases.map(({ request }) => request.name));
  return results;
}

/** A result in the words of an answer. `batch` has notices in place of the one unsupported option, which is given. */
function ownAnswer(result: Result | undefined, compact: boolean, unsupported: string | undefined): OwnAnswer {
  if (result?.manifest === undefined) return { outcome: 'error', code: result?.fault?.code };
  const { manifest, manifest_sha256, filename, mime_type, exports } = result;
  const sha256 = compact ? createHash('sha256').update(encodeManifestCompact(manifest)).digest('hex') : manifest_sha256;
  const text = JSON.stringify(manifest);
  const isValid = () => isManifest(text);
  return { outcome: 'manifest', sha256, filename, mime_type, exports, unsupported, text, isValid };
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

describe('batch', () => {
  test.for([
    ['systematic', 334],
    ['trees', 93],
    ['fresh-trees', 417],
    ['random', 2500],
    ['random-iso', 600],
    ['upstream', 82],
  ] as const)('gives for each request of %s what image-builder gives', async ([set, count], { task }) => {
    const results = new Map((await batch(set)).map((result) => [result.name, result]));
    const { wrong, tally, given } = compareAnswers(set, recordedRequests(set), ({ answer }) =>
      ownAnswer(results.get(answer.name), answer.compact_sha256 !== undefined, answer.unsupported),
    );
    expect(wrong).toEqual([]);
    expect(Object.values(tally).reduce((sum, some) => sum + some, 0)).toBe(count);
    if (given !== '') await expect(given).toMatchFileSnapshot(givenFile(set));
    countCompared(task, { set: `image-builder/${set}`, ...tally });
  });

  test('is given every image type but the RPM installer, whose requests are a set of their own', () => {
    const types = new Set(
      recordedRequests<{ readonly image_type: string }>('systematic').map(({ request }) => request.image_type),
    );
    expect(
      imageTypeNames.filter((name) => !types.has(name)),
      'add a type that image-builder does not have',
    ).toEqual(['anaconda-iso', 'iso']);
  });
});

test.skipIf(recordings.missing)(
  `osbuild's schemas accept every manifest from trees and matrix in both profiles${recordings.note}`,
  async () => {
    const validate = manifestValidator(recordedSchemas());
    for (const profile of ['reference', 'recommended']) {
      const options = ['--profile', profile];
      const results = [...(await batch('trees', ...options)), ...(await batch('upstream', ...options))];
      const made = results.flatMap(({ name, manifest }) => (manifest === undefined ? [] : [{ name, manifest }]));
      expect(made.length).toBeGreaterThan(120);
      expect(made.filter(({ manifest }) => validate(manifest).length > 0).map(({ name }) => name)).toEqual([]);
    }
  },
);
