import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import { neededFor, parseManifestOutline } from './manifest-outline.ts';

test('pipelines, stages and what they use', () => {
  const manifest = {
    version: '2',
    pipelines: [
      { name: 'build', runner: 'org.osbuild.linux', stages: [{ type: 'org.osbuild.noop' }] },
      {
        name: 'image',
        build: 'name:build',
        stages: [
          {
            type: 'org.osbuild.mkfs.ext4',
            options: { uuid: 'x' },
            devices: { device: { type: 'org.osbuild.loopback', options: { partscan: true } } },
            mounts: [{ name: '-', type: 'org.osbuild.ext4' }],
            inputs: {
              images: { type: 'org.osbuild.containers-storage', references: { 'sha256:1': {} } },
              tree: { type: 'org.osbuild.tree', references: ['name:build'] },
            },
          },
        ],
      },
    ],
    sources: { 'org.osbuild.inline': {}, 'org.osbuild.containers-storage': { items: { 'sha256:1': {} } } },
  };
  const nothing = { devices: [], mounts: [], inputs: [], scansPartitions: false };
  expect(parseManifestOutline(JSON.stringify(manifest))).toEqual({
    pipelines: [
      { name: 'build', reads: [], stages: [{ type: 'org.osbuild.noop', options: undefined, ...nothing }] },
      {
        name: 'image',
        build: 'build',
        reads: ['build'],
        stages: [
          {
            type: 'org.osbuild.mkfs.ext4',
            options: { uuid: 'x' },
            devices: ['org.osbuild.loopback'],
            mounts: ['org.osbuild.ext4'],
            inputs: ['org.osbuild.containers-storage', 'org.osbuild.tree'],
            scansPartitions: true,
          },
        ],
      },
    ],
    sources: ['org.osbuild.inline', 'org.osbuild.containers-storage'],
    localImages: ['sha256:1'],
  });
});

test.each([
  ['it is not a JSON object', '{"version":"2","pipelines":['],
  ['it is not a JSON object', '[]'],
  ['it is not a manifest of version 2 with pipelines', '{"version":"1"}'],
])('a fault: %s', (why, text) => {
  expect(() => parseManifestOutline(text, { document: 'manifest', file: 'a.json' })).toThrow(
    new Fault('osbuild/manifest', `the manifest cannot be built: ${why}`, {
      at: { document: 'manifest', file: 'a.json' },
      hint: 'write one with "bootwright manifest"',
    }),
  );
});

test('only the pipelines that an export needs, in their order', () => {
  const pipeline = (name: string, reads: readonly string[], build?: string) => ({
    ...{ name, reads, stages: [] },
    ...(build === undefined ? {} : { build }),
  });
  const pipelines = [
    pipeline('build', []),
    pipeline('image', [], 'build'),
    pipeline('qcow2', ['image']),
    pipeline('vmdk', ['image']),
    pipeline('archive', ['vmdk']),
  ];
  const outline = { pipelines, sources: [], localImages: [] };
  const names = (...exports: readonly string[]) => neededFor(exports, outline).pipelines.map(({ name }) => name);
  expect(names('qcow2')).toEqual(['build', 'image', 'qcow2']);
  expect(names('archive')).toEqual(['build', 'image', 'vmdk', 'archive']);
  expect(names('none')).toEqual([]);
});
