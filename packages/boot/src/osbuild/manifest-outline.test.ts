import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import { parseManifestOutline } from './manifest-outline.ts';

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
            devices: { device: { type: 'org.osbuild.loopback' } },
            mounts: [{ name: '-', type: 'org.osbuild.ext4' }],
            inputs: { images: { type: 'org.osbuild.containers-storage' } },
          },
        ],
      },
    ],
    sources: { 'org.osbuild.inline': {} },
  };
  const nothing = { devices: [], mounts: [], inputs: [] };
  expect(parseManifestOutline(JSON.stringify(manifest))).toEqual({
    pipelines: [
      { name: 'build', stages: [{ type: 'org.osbuild.noop', options: undefined, ...nothing }] },
      {
        name: 'image',
        build: 'build',
        stages: [
          {
            type: 'org.osbuild.mkfs.ext4',
            options: { uuid: 'x' },
            devices: ['org.osbuild.loopback'],
            mounts: ['org.osbuild.ext4'],
            inputs: ['org.osbuild.containers-storage'],
          },
        ],
      },
    ],
    sources: ['org.osbuild.inline'],
  });
});

test.each([
  ['it is no JSON object', '{"version":"2","pipelines":['],
  ['it is no JSON object', '[]'],
  ['it is no manifest of version 2 with pipelines', '{"version":"1"}'],
])('a fault: %s', (why, text) => {
  expect(() => parseManifestOutline(text, { document: 'manifest', file: 'a.json' })).toThrow(
    new Fault('osbuild/manifest', `the manifest cannot be built: ${why}`, {
      at: { document: 'manifest', file: 'a.json' },
      hint: '"bootwright manifest" writes one',
    }),
  );
});
