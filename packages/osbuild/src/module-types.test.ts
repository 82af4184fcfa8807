import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Manifest } from './manifest.ts';
import { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas } from './module-schemas.ts';
import { type Device, logicalVolumeDevice, loopbackDevice, luks2Device } from './parts/device.ts';
import { type Input, pipelineFileInput, sourceFilesInput, treeInput } from './parts/input.ts';
import { bindMount, btrfsMount, filesystemMount, type Mount, ostreeDeploymentMount } from './parts/mount.ts';
import type { Sources } from './parts/source.ts';
import { type Stage, stage } from './parts/stage.ts';
import type { StageType } from './parts/stage-options.ts';
import { stageSchemas } from './stage-schemas.ts';

describe('what the constructors give is what the schemas take', () => {
  const place = { name: 'a', source: 'disk', target: '/' };

  test.each<Device>([
    loopbackDevice({ filename: 'disk.raw', start: 1 }),
    logicalVolumeDevice('disk', { volume: 'root' }),
    luks2Device('disk', 'secret'),
  ])('a device $type', (device) => {
    expect(deviceSchemas[device.type].parse(device)).toEqual(device);
  });

  test.each<Input>([treeInput('os'), pipelineFileInput('os', 'a'), sourceFilesInput(['sha256:a'])])(
    'an input $type',
    (input) => {
      expect(inputSchemas[input.type].parse(input)).toEqual(input);
    },
  );

  test.each<Mount>([
    filesystemMount('fat', place),
    btrfsMount(place, { subvol: 'root' }),
    ostreeDeploymentMount('deployment', 'tree'),
    bindMount('bind', 'mount://', 'tree://'),
  ])('a mount $type', (mount) => {
    expect(mountSchemas[mount.type].parse(mount)).toEqual(mount);
  });
});

describe('the types have what osbuild has', () => {
  test('of devices', () => {
    expectTypeOf<Device['type']>().toEqualTypeOf<keyof typeof deviceSchemas>();
    expectTypeOf<{ type: 'org.osbuild.loopback'; options: { filename: string } }>().toExtend<Device>();
    expectTypeOf<{ type: 'org.osbuild.loopback'; options: { filename: number } }>().not.toExtend<Device>();
    expectTypeOf<{ type: 'org.osbuild.nope' }>().not.toExtend<Device>();
    expect(Object.keys(deviceSchemas)).toHaveLength(3);
  });

  test('of inputs', () => {
    expectTypeOf<Input['type']>().toEqualTypeOf<keyof typeof inputSchemas>();
    type Tree = { type: 'org.osbuild.tree'; origin: 'org.osbuild.pipeline'; references: ['name:os'] };
    expectTypeOf<Tree>().toExtend<Input>();
    expectTypeOf<Omit<Tree, 'origin'> & { origin: 'org.osbuild.source' }>().not.toExtend<Input>();
    expectTypeOf<Omit<Tree, 'references'>>().not.toExtend<Input>();
    expect(Object.keys(inputSchemas)).toHaveLength(7);
  });

  test('of mounts', () => {
    expectTypeOf<Mount['type']>().toEqualTypeOf<keyof typeof mountSchemas>();
    type Fat = { name: string; type: 'org.osbuild.fat'; source: string; target: string };
    expectTypeOf<Fat & { options: { umask: string } }>().toExtend<Mount>();
    expectTypeOf<Fat & { options: { umask: number } }>().not.toExtend<Mount>();
    expectTypeOf<Omit<Fat, 'source'>>().not.toExtend<Mount>();
    expect(Object.keys(mountSchemas)).toHaveLength(10);
  });

  test('of sources', () => {
    expectTypeOf<keyof Sources>().toEqualTypeOf<keyof typeof sourceSchemas>();
    expectTypeOf<{ 'org.osbuild.curl': { items: { a: { url: string } } } }>().toExtend<Sources>();
    expectTypeOf<{ 'org.osbuild.curl': { items: { a: { url: number } } } }>().not.toExtend<Sources>();
    expectTypeOf<{ 'org.osbuild.skopeo': { items: { a: { image: { name: string } } } } }>().not.toExtend<Sources>();
    expectTypeOf<{ sources: Sources; version: '2'; pipelines: [] }>().toExtend<Manifest>();
    expect(Object.keys(sourceSchemas)).toHaveLength(7);
  });

  test('of stages', () => {
    expectTypeOf<Stage['type']>().toEqualTypeOf<StageType>();
    expectTypeOf<StageType>().toEqualTypeOf<keyof typeof stageSchemas>();
    stage('org.osbuild.rpm', { gpgkeys: ['key'], nodeps: true });
    // @ts-expect-error: an option that the stage does not have
    stage('org.osbuild.rpm', { gpgkey: ['key'] });
    // @ts-expect-error: an option of another type
    stage('org.osbuild.ostree.init', { path: 1 });
    // @ts-expect-error: a stage that osbuild does not have
    stage('org.osbuild.nope', {});
    stage('org.osbuild.treeinfo', { path: '/a', treeinfo: { 'images-x86_64': { kernel: 'vmlinuz' } } });
    // @ts-expect-error: a key of no form that the stage has
    stage('org.osbuild.treeinfo', { path: '/a', treeinfo: { 'image-x86_64': { kernel: 'vmlinuz' } } });
    expect(Object.keys(stageSchemas), 'raise this number where a stage was added').toHaveLength(176);
  });
});
