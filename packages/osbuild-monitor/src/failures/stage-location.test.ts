import { expect, test } from 'vitest';
import type { ManifestOutline } from '../manifest-outline.ts';
import type { PartProgress, StageProgress } from '../monitor/run-progress.ts';
import { stageLocation } from './stage-location.ts';

const outline = (...stages: readonly (readonly [string, unknown])[]): ManifestOutline => ({
  pipelines: [
    { name: 'build', reads: [], stages: [] },
    {
      name: 'image',
      reads: [],
      stages: stages.map(([type, options]) => ({
        type,
        options,
        devices: [],
        mounts: [],
        inputs: [],
        scansPartitions: false,
      })),
    },
  ],
  sources: ['org.osbuild.inline'],
  localImages: [],
});
const ran = (type: string, options?: unknown): StageProgress => ({
  type,
  id: '',
  ...(options === undefined ? { state: 'done' } : { state: 'failed', options }),
});
const part = (...stages: readonly StageProgress[]): PartProgress => ({
  kind: 'pipeline',
  name: 'image',
  state: 'failed',
  total: 0,
  stages,
});

const stages = outline(['mkfs', { label: 'boot' }], ['mkfs', { label: 'root', uuid: 1 }], ['install', {}]);

test.each<readonly [string, PartProgress, readonly (string | number)[] | undefined]>([
  ['all stages ran', part(ran('mkfs'), ran('mkfs'), ran('install', {})), ['pipelines', 1, 'stages', 2]],
  ['a cache held the first', part(ran('mkfs'), ran('install', {})), ['pipelines', 1, 'stages', 2]],
  ['the options tell which of two alike', part(ran('mkfs', { uuid: 1, label: 'root' })), ['pipelines', 1, 'stages', 1]],
  ['nothing tells which of two alike', part({ ...ran('mkfs'), state: 'running' }), ['pipelines', 1]],
  ['no stage of the manifest is like it', part(ran('other', {})), ['pipelines', 1]],
  ['no stage ran', part(), ['pipelines', 1]],
  ['a source', { ...part(), kind: 'source', name: 'org.osbuild.inline' }, ['sources', 'org.osbuild.inline']],
  ['a pipeline that the manifest lacks', { ...part(), name: 'x' }, undefined],
])('%s', (_, progress, place) => {
  expect(stageLocation(progress, stages)).toEqual(place);
});
