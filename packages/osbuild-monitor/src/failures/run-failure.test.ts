import { expect, test } from 'vitest';
import type { ManifestOutline } from '../manifest-outline.ts';
import { notStarted } from '../monitor/run-progress.ts';
import { parseOsbuildResult } from '../osbuild-result.ts';
import { runFailure } from './run-failure.ts';

const outline: ManifestOutline = {
  pipelines: ['build', 'image'].map((name) => ({ name, reads: [], stages: [] })),
  sources: ['org.osbuild.curl'],
  localImages: [],
};
/** The fault of a run of which osbuild printed this, and nothing on standard error. */
const failed = (printed: string) =>
  runFailure({ result: parseOsbuildResult(printed), progress: notStarted, stderr: '' }, outline);

test('a checkpoint that no pipeline has is rejected with the names of pipelines', () => {
  expect(failed('No checkpoints matched provided patterns!\n')).toMatchObject({
    code: 'osbuild/checkpoint',
    message: '--checkpoint names no pipeline of the manifest',
    hint: 'use build, image, or "*" for all',
  });
});

test('a source that failed for a reason that is not known is quoted', () => {
  const source = { type: 'org.osbuild.curl', output: 'curl: (22) The requested URL returned error: 404' };
  expect(failed(JSON.stringify({ success: false, error: { details: { source } } }))).toMatchObject({
    code: 'osbuild/source',
    message: 'the source org.osbuild.curl failed',
    quoted: ['curl: (22) The requested URL returned error: 404'],
    hint: 'see the whole log with --progress verbose or --with-buildlog',
  });
});
