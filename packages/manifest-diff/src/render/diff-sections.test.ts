import { expect, test, vi } from 'vitest';
import { diffManifests } from '../diff/diff-manifests.ts';
import { diffSections } from './diff-sections.ts';

const manifest = (pipelines: number, options: object) => ({
  version: '2',
  pipelines: Array.from({ length: pipelines }, (_, index) => ({
    name: `p${index}`,
    stages: [{ type: 'org.osbuild.noop', options }],
  })),
});

/** How many characters of JSON are made to find out which lines are of the same places. */
function compared(pipelines: number): number {
  const diff = diffManifests(manifest(pipelines, { z: 1 }), manifest(pipelines, { z: 1, a: 1, b: 2, c: 3 }));
  const spy = vi.spyOn(JSON, 'stringify');
  try {
    expect(diffSections(diff)).toMatchObject([{ heading: `the same in ${pipelines} places`, lines: [{}, {}, {}] }]);
    return spy.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
  } finally {
    spy.mockRestore();
  }
}

test('twice as many places of the same changes cost twice as much', () => {
  expect(compared(200)).toBeLessThan(2.5 * compared(100));
});
