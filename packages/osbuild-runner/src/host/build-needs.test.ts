import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neededFor, parseManifestOutline } from '@bootwright/osbuild-monitor';
import { expect, test } from 'vitest';
import { bootNeeds, buildNeeds, usualBuildNeeds } from './build-needs.ts';
import type { HostNeed } from './host-need.ts';

const goldens = join(import.meta.dirname, '../../../../test-data/golden/qcow2');
const sealed = neededFor(['image'], parseManifestOutline(readFileSync(join(goldens, 'sample-sealed.json'), 'utf8')));
const program = { kind: 'program', program: 'osbuild' } as const;
const container = { kind: 'container', engine: 'docker', image: 'osbuild' } as const;

/** A need in a few words. */
const brief = (need: HostNeed): string => {
  if (need.kind === 'filesystem' || need.kind === 'program' || need.kind === 'python-module')
    return `${need.kind} ${need.name}`;
  return need.kind;
};

const kernel = [...['root', 'mounting', 'loop-devices', 'partitions', 'filesystem ext4', 'filesystem vfat', 'verity']];

test('a sealed disk, built by the osbuild of this machine', () => {
  expect(buildNeeds(sealed, { installation: program }).map(brief).sort()).toEqual(
    [
      ...[...kernel, 'kernel'],
      ...['osbuild', 'program bwrap', 'program mount', 'program python3', 'program skopeo', 'program podman'],
      ...['program setfiles', 'image-store', 'storage-configuration', 'memory'],
    ].sort(),
  );
});

test('the same in a container: the kernel is this one all the same', () => {
  expect(buildNeeds(sealed, { installation: container }).map(brief).sort()).toEqual(
    [...kernel, 'kernel', 'program docker', 'osbuild', 'memory'].sort(),
  );
});

test('in a machine of its own: the kernel is that one', () => {
  const needs = buildNeeds(sealed, { installation: program, machine: { qemu: 'qemu-system-x86_64' } }).map(brief);
  expect(needs.filter((need) => kernel.includes(need))).toEqual([]);
  expect(needs.slice(0, 3)).toEqual(['program qemu-system-x86_64', 'program busybox', 'kernel']);
});

test('a container that is stored with composefs needs a newer kernel, here or there', () => {
  const recommended = readFileSync(join(goldens, 'sample-sealed-recommended.json'), 'utf8');
  const outline = neededFor(['image'], parseManifestOutline(recommended));
  const kernels = (needs: readonly HostNeed[]) => needs.filter(({ kind }) => kind === 'kernel');
  expect(kernels(buildNeeds(outline, { installation: program }))).toEqual([{ kind: 'kernel', least: '6.12' }]);
  const machine = { qemu: 'qemu-system-x86_64', kernel: '/boot/vmlinuz-6.1' };
  expect(kernels(buildNeeds(outline, { installation: program, machine }))).toEqual([
    { kind: 'kernel', machine: { file: '/boot/vmlinuz-6.1' } },
    { kind: 'kernel', least: '6.12', machine: { file: '/boot/vmlinuz-6.1' } },
  ]);
});

test('logical volumes need the device mapper', () => {
  const stage = {
    type: 'org.osbuild.mkfs.xfs',
    options: {},
    devices: ['org.osbuild.loopback', 'org.osbuild.lvm2.lv'],
    mounts: [],
    inputs: [],
    scansPartitions: false,
  };
  const outline = {
    pipelines: [{ name: 'image', build: 'build', reads: [], stages: [stage] }],
    sources: [],
    localImages: [],
  };
  const needs = buildNeeds(outline, { installation: program });
  expect(needs).toContainEqual({ kind: 'device-mapper' });
  expect(needs.map(brief)).not.toContain('program mkfs.xfs');
});

test('an installer of packages, in a buildroot of packages', () => {
  const stage = (type: string) => ({ type, options: {}, devices: [], mounts: [], inputs: [], scansPartitions: false });
  const outline = {
    pipelines: [
      { name: 'build', reads: [], stages: [stage('org.osbuild.rpm'), stage('org.osbuild.selinux')] },
      { name: 'bootiso', build: 'build', reads: ['build'], stages: [stage('org.osbuild.xorrisofs')] },
    ],
    sources: ['org.osbuild.librepo', 'org.osbuild.skopeo', 'org.osbuild.curl'],
    localImages: [],
  };
  expect(buildNeeds(outline, { installation: program }).map(brief)).toEqual([
    ...['root', 'mounting', 'osbuild', 'program bwrap', 'program mount', 'program python3', 'program skopeo'],
    ...['program curl', 'program rpm', 'program rpmkeys', 'program setfiles', 'python-module librepo', 'memory'],
  ]);
});

test('an archive for network boot needs squashfs of the kernel', () => {
  const mounts = ['org.osbuild.squashfs'];
  const stage = { type: 'org.osbuild.copy', options: {}, devices: [], mounts, inputs: [], scansPartitions: false };
  const outline = {
    pipelines: [{ name: 'bootc-pxe-tree', build: 'build', reads: [], stages: [stage] }],
    sources: [],
    localImages: [],
  };
  expect(buildNeeds(outline, { installation: program }).map(brief)).toContain('filesystem squashfs');
});

test('without a manifest: what most disks need, and what only some do', () => {
  const needs = usualBuildNeeds({ installation: program });
  expect(needs.filter(({ onlyFor }) => onlyFor !== undefined).map(brief)).toEqual([
    'filesystem ext4',
    'filesystem xfs',
    'filesystem btrfs',
    'filesystem squashfs',
    'verity',
    'device-mapper',
    'kernel',
  ]);
  expect(needs.map(brief)).toContain('filesystem vfat');
});

test('a boot', () => {
  expect(bootNeeds('aarch64', 'qemu-system-aarch64').map(brief)).toEqual([
    ...['program qemu-system-aarch64', 'firmware', 'kvm', 'tpm', 'memory'],
  ]);
});
