import { describe, expect, expectTypeOf, test } from 'vitest';
import { encodeJsonCompact } from '../encoding/encode-manifest.ts';
import { pipeline, pipelineReference } from '../manifest.ts';
import { loopbackDevice } from './device.ts';
import { treeInput } from './input.ts';
import { filesystemMount } from './mount.ts';
import { type Stage, type StageOf, stage } from './stage.ts';

describe('a stage', () => {
  test('has its parts in the order of the manifest', () => {
    const made = stage(
      'org.osbuild.selinux',
      { file_contexts: 'etc/selinux/x' },
      {
        mounts: [filesystemMount('ext4', { name: '-', source: 'disk', target: '/' })],
        devices: { disk: loopbackDevice({ filename: 'disk.raw' }) },
        inputs: { tree: treeInput('os') },
      },
    );
    expect(Object.keys(made)).toEqual(['type', 'inputs', 'options', 'devices', 'mounts']);
  });

  test('goes without parts that are empty', () => {
    expect(
      stage('org.osbuild.truncate', { filename: 'a', size: '1' }, { inputs: {}, devices: {}, mounts: [] }),
    ).toEqual({
      type: 'org.osbuild.truncate',
      options: { filename: 'a', size: '1' },
    });
  });

  test('keeps options that are empty', () => {
    expect(encodeJsonCompact(stage('org.osbuild.noop', {}))).toBe('{"type":"org.osbuild.noop","options":{}}\n');
  });

  test('is typed by its name', () => {
    const made = stage('org.osbuild.truncate', { filename: 'a', size: '1' });
    expectTypeOf(made).toEqualTypeOf<StageOf<'org.osbuild.truncate'>>();
    expectTypeOf(made).toExtend<Stage>();
    // @ts-expect-error options of another stage
    stage('org.osbuild.truncate', { filename: 'a', uuid: 'x' });
    // @ts-expect-error no stage of osbuild
    stage('org.osbuild.trunkate', { filename: 'a', size: '1' });
    // @ts-expect-error a value that osbuild does not allow
    stage('org.osbuild.bootc.install-to-filesystem', { bootloader: 'lilo' });
    const narrow = (one: Stage) => (one.type === 'org.osbuild.truncate' ? one.options : undefined);
    expect(narrow(made)).toEqual({ filename: 'a', size: '1' });
    expectTypeOf(narrow).returns.toEqualTypeOf<{ readonly filename: string; readonly size: string } | undefined>();
  });
});

describe('a pipeline', () => {
  test('has its fields in the order of the manifest', () => {
    const stages = [stage('org.osbuild.noop', {})];
    expect(
      Object.keys(
        pipeline({ stages, 'source-epoch': 1, runner: 'org.osbuild.linux', build: 'name:build', name: 'os' }),
      ),
    ).toEqual(['name', 'build', 'runner', 'source-epoch', 'stages']);
  });

  test('goes without stages where it has none', () => {
    expect(pipeline({ name: 'empty', stages: [] })).toEqual({ name: 'empty' });
  });

  test('is referred to by its name', () => {
    expect(pipelineReference('build')).toBe('name:build');
  });
});
