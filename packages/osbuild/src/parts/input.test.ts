import { describe, expect, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { containersInput, manifestListsInput, pipelineFileInput, sourceFilesInput, treeInput } from './input.ts';

const images = [
  { imageId: 'sha256:b', name: 'second' },
  { imageId: 'sha256:a', name: 'first' },
];

describe('an input', () => {
  test.each([
    [
      'of containers in the store, sorted by image id',
      containersInput(images, false),
      '{"type":"org.osbuild.containers","origin":"org.osbuild.source","references":{"sha256:a":{"name":"first"},"sha256:b":{"name":"second"}}}\n',
    ],
    [
      'of a container of the host',
      containersInput(images.slice(0, 1), true),
      '{"type":"org.osbuild.containers-storage","origin":"org.osbuild.source","references":{"sha256:b":{"name":"second"}}}\n',
    ],
    [
      'of the tree of a pipeline',
      treeInput('build'),
      '{"type":"org.osbuild.tree","origin":"org.osbuild.pipeline","references":["name:build"]}\n',
    ],
    [
      'of a file of a pipeline',
      pipelineFileInput('image', 'disk.raw'),
      '{"type":"org.osbuild.files","origin":"org.osbuild.pipeline","references":{"name:image":{"file":"disk.raw"}}}\n',
    ],
    [
      'of files of a source',
      sourceFilesInput(['sha256:a']),
      '{"type":"org.osbuild.files","origin":"org.osbuild.source","references":[{"id":"sha256:a"}]}\n',
    ],
    [
      'of manifest lists',
      manifestListsInput(['sha256:a']),
      '{"type":"org.osbuild.files","origin":"org.osbuild.source","references":["sha256:a"]}\n',
    ],
  ])('%s', (_name, input, text) => {
    expect(encodeJsonCompact(input)).toBe(text);
  });
});
