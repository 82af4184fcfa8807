import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { imageTypeNames } from '@bootwright/image-types';
import type { Manifest } from '@bootwright/osbuild';
import { manifestValidator } from '@bootwright/osbuild/testing';
import { describe, expect, test } from 'vitest';
import {
  hasReference,
  referenceFolder,
  referenceJson,
  referenceLines,
  referenceSchemas,
} from '../../../tools/reference.ts';
import { captured } from './captured.ts';

/** A recorded answer, as far as it is compared. */
interface Expected {
  readonly name: string;
  readonly outcome: 'manifest' | 'error' | 'crash';
  readonly manifest_sha256?: string;
  readonly filename?: string;
  readonly mime_type?: string;
  readonly exports?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly image_type: string;
}

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

const elsewhere = ['bootc-installer', 'bootc-generic-iso', 'pxe-tar-xz'];
const isDisk = ({ image_type }: Case): boolean => !elsewhere.includes(image_type);

/** Where the reference is not followed, as its README lists it: what these cases give instead. */
const departures = new Map<string, Result['outcome']>([
  ...['os-single-quotes', 'os-comments', 'os-half', 'os-missing-version', 'os-empty-version'].map(
    (name) => [name, 'manifest'] as const,
  ),
  ['disk-unknown-key', 'error'],
  ['kernel-two', 'error'],
]);

async function batch(file: string, ...options: readonly string[]): Promise<readonly Result[]> {
  const bytes = readFileSync(join(referenceFolder, file));
  const stdin = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const { stdout, stderr } = await captured(['batch', '--mock-sources', ...options], { stdin });
  expect(stderr).toBe('');
  return stdout.split('\n').flatMap((line): Result[] => (line === '' ? [] : [JSON.parse(line)]));
}

/** What is wrong with a result; absent where it is as it must be. */
function complaint(expected: Expected, result: Result, valid: (manifest: Manifest) => boolean): string | undefined {
  const outcome = departures.get(expected.name) ?? expected.outcome;
  if (result.fault?.code.startsWith('internal/')) return `${expected.name}: ${result.fault.code}`;
  if (outcome === 'error') return result.outcome === 'error' ? undefined : `${expected.name}: a fault is due`;
  if (outcome === 'crash') {
    return result.manifest === undefined || valid(result.manifest) ? undefined : `${expected.name}: osbuild refuses it`;
  }
  if (result.outcome !== 'manifest') return `${expected.name}: ${result.fault?.code}`;
  if (departures.has(expected.name)) return undefined;
  const { manifest_sha256, filename, mime_type, exports } = result;
  const same =
    manifest_sha256 === expected.manifest_sha256 &&
    filename === expected.filename &&
    mime_type === expected.mime_type &&
    exports?.join() === expected.exports?.join();
  return same ? undefined : `${expected.name}: another manifest`;
}

test('the recorded answers are there, or this says that they are not', () => {
  if (!hasReference) console.warn(`${referenceFolder} is not there: no manifest is compared with the reference's`);
});

describe.skipIf(!hasReference)('every recorded disk image', () => {
  const validator = hasReference ? manifestValidator(referenceSchemas()) : () => [];
  const valid = (manifest: Manifest): boolean => validator(manifest).length === 0;

  test.each([
    ['systematic.jsonl', 'systematic.expected.jsonl', 252],
    ['trees.jsonl', 'trees.expected.jsonl', 88],
    ['random.jsonl.gz', 'random.expected.jsonl.gz', 2500],
  ])('of %s', async (file, answers, count) => {
    const cases = referenceLines<Case>(file);
    const expected = referenceLines<Expected>(answers);
    const results = await batch(file, '--manifests');
    expect(results.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
    const disks = cases.flatMap((one, index) => {
      const [answer, result] = [expected[index], results[index]];
      return isDisk(one) && answer !== undefined && result !== undefined ? [{ answer, result }] : [];
    });
    expect(disks.length).toBe(count);
    expect(disks.flatMap(({ answer, result }) => complaint(answer, result, valid) ?? [])).toEqual([]);
  });

  test("of the reference's own matrix", async () => {
    const checksums = referenceJson<Readonly<Record<string, string>>>('upstream/sha256.json');
    const cases = referenceLines<Case>('upstream/cases.jsonl').filter(isDisk);
    const known = new Set(cases.map(({ name }) => name));
    const results = (await batch('upstream/cases.jsonl', '--manifests')).filter(({ name }) => known.has(name));
    const compact = (manifest: Manifest | undefined): string =>
      `${JSON.stringify(manifest).replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
    const made = results.map(({ name, manifest }) => [
      name,
      createHash('sha256').update(compact(manifest)).digest('hex'),
    ]);
    expect(made).toEqual(cases.map(({ name }) => [name, checksums[name]]));
    expect(made.length).toBe(70);
  });

  test.each(['reference', 'recommended'])(
    'gives a manifest that osbuild takes, from trees and matrix, under %s',
    async (profile) => {
      const results: Result[] = [];
      for (const file of ['trees.jsonl', 'upstream/cases.jsonl']) {
        results.push(...(await batch(file, '--manifests', '--profile', profile)));
      }
      const made = results.flatMap(({ name, manifest }) => (manifest === undefined ? [] : [{ name, manifest }]));
      expect(made.length).toBeGreaterThan(120);
      expect(made.filter(({ manifest }) => !valid(manifest)).map(({ name }) => name)).toEqual([]);
    },
  );

  test('every disk image type is among them', () => {
    const types = new Set(referenceLines<Case>('systematic.jsonl').map(({ image_type }) => image_type));
    expect(imageTypeNames.filter((name) => !types.has(name))).toEqual([]);
  });
});
