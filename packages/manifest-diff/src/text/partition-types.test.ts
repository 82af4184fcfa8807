import { expect, test } from 'vitest';
import { changesOf } from '../diff/change.ts';
import { diffManifests } from '../diff/diff-manifests.ts';
import { describeEdit } from './describe-change.ts';

const table = (type: string) => ({
  pipelines: [
    {
      name: 'image',
      stages: [{ type: 'org.osbuild.sfdisk', options: { label: 'gpt', partitions: [{ name: 'x', type }] } }],
    },
  ],
});

test.each([
  [
    '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
    'bc13c2ff-59e6-4262-a352-b275fd6f7172',
    'Linux filesystem → Linux extended boot (XBOOTLDR)',
  ],
  ['83', 'ea', '"83" → "ea"'],
  [
    '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
    '00000000-0000-0000-0000-000000000001',
    'Linux filesystem → "00000000-0000-0000-0000-000000000001"',
  ],
])('a partition type that changes from %s to %s is shown by its name', (before, after, text) => {
  const [change] = changesOf(diffManifests(table(before), table(after))).map((one) => describeEdit(one));
  expect(change?.endsWith(text)).toBe(true);
});
