import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeManifest } from '@bootwright/osbuild';
import { parseBuildRequest, planImage } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { buildManifest } from './build-manifest.ts';
import { mockContainer } from './mock-container.ts';

interface Recorded {
  readonly request: { readonly name: string };
  readonly reference: { readonly outcome: 'manifest'; readonly manifest_sha256: string };
}

const folder = join(import.meta.dirname, '../../../test-data/reference');

const recorded = readFileSync(join(folder, 'differences.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Recorded => JSON.parse(line));

describe('a request on which an earlier version differed from the reference', () => {
  test.each(recorded.map((one) => [one.request.name, one] as const))('%s has the same manifest', (_name, one) => {
    const { request } = parseBuildRequest(one.request, { profile: 'reference' });
    const text = encodeManifest(buildManifest(planImage(request).plan, mockContainer));
    expect(createHash('sha256').update(text).digest('hex')).toBe(one.reference.manifest_sha256);
  });
});
