import { type Architecture, defined, MiB, objectOf } from '@bootwright/core';
import type { ManifestOutline, PipelineOutline, StageOutline } from '@bootwright/osbuild-monitor';
import type { OsbuildInstallation } from '../run/osbuild-plan.ts';
import type { HostNeed } from './host-need.ts';

export interface BuildNeedsOptions {
  readonly installation: OsbuildInstallation;
  /** The virtual machine of the build, whose kernel is then used; absent: that of the host. */
  readonly machine?: {
    readonly qemu: string;
    /** The file of its kernel; by default the newest of the host. */
    readonly kernel?: string;
  };
}

/** What building a manifest needs of the host: kernel features, programs, podman. */
export function buildNeeds(
  outline: ManifestOutline,
  { installation, machine }: BuildNeedsOptions,
): readonly HostNeed[] {
  return [
    ...(machine === undefined ? kernelNeeds(outline) : machineNeeds(machine)),
    ...(outline.pipelines.some(({ stages }) => stages.some(isComposefsInstallation)) ? [composefsKernel(machine)] : []),
    ...toolNeeds(outline, installation),
  ];
}

function toolNeeds(outline: ManifestOutline, installation: OsbuildInstallation): readonly HostNeed[] {
  return [
    ...(installation.kind === 'program' ? programNeeds(outline, installation) : engineNeeds(installation)),
    { kind: 'memory', least: MiB(1024) },
  ];
}

/** What building a disk of most containers needs, for use without a manifest. */
export function usualBuildNeeds({ installation, machine }: BuildNeedsOptions): readonly HostNeed[] {
  const kernel: readonly HostNeed[] = [
    { kind: 'root' },
    { kind: 'mounting' },
    { kind: 'loop-devices' },
    { kind: 'partitions' },
    { kind: 'filesystem', name: 'vfat' },
    { kind: 'filesystem', name: 'ext4', onlyFor: 'disks with ext4' },
    { kind: 'filesystem', name: 'xfs', onlyFor: 'disks with xfs' },
    { kind: 'filesystem', name: 'btrfs', onlyFor: 'disks with btrfs' },
    { kind: 'filesystem', name: 'squashfs', onlyFor: 'archives for network boot' },
    { kind: 'verity', filesystem: 'ext4', onlyFor: 'sealed containers' },
    { kind: 'device-mapper', onlyFor: 'disks with logical volumes or LUKS' },
  ];
  const usual: ManifestOutline = {
    pipelines: [{ name: 'build', reads: [], stages: [usualStage('org.osbuild.container-deploy')] }],
    sources: ['org.osbuild.containers-storage'],
    localImages: [],
  };
  return [
    ...(machine === undefined ? kernel : machineNeeds(machine)),
    { ...composefsKernel(machine), onlyFor: 'containers stored with composefs' },
    ...toolNeeds(usual, installation),
  ];
}

/** What a virtual machine for a build needs. */
function machineNeeds({ qemu, kernel }: NonNullable<BuildNeedsOptions['machine']>): readonly HostNeed[] {
  return [
    { kind: 'program', name: qemu, why: 'the build runs in its virtual machine' },
    { kind: 'program', name: 'busybox', why: 'the virtual machine starts with it' },
    { kind: 'kernel', machine: defined({ file: kernel }) },
  ];
}

/** bootc mounts an EROFS image that is a regular file, which Linux supports since 6.12 (CONFIG_EROFS_FS_BACKED_BY_FILE). */
function composefsKernel(machine: BuildNeedsOptions['machine']): HostNeed {
  return { kind: 'kernel', least: '6.12', ...(machine && { machine: defined({ file: machine.kernel }) }) };
}

function isComposefsInstallation({ type, options }: StageOutline): boolean {
  return type === 'org.osbuild.bootc.install-to-filesystem' && objectOf(options).composefs === true;
}

function usualStage(type: string): StageOutline {
  return { type, options: {}, devices: [], mounts: [], inputs: [], scansPartitions: false };
}

/** Kernel features that a build needs. */
function kernelNeeds({ pipelines }: ManifestOutline): readonly HostNeed[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const devices = new Set(stages.flatMap((stage) => stage.devices));
  const filesystems = new Set(stages.flatMap(mountedFilesystems));
  return [
    { kind: 'root' },
    { kind: 'mounting' },
    ...(devices.has('org.osbuild.loopback') ? [{ kind: 'loop-devices' } as const] : []),
    ...(stages.some(({ scansPartitions }) => scansPartitions) ? [{ kind: 'partitions' } as const] : []),
    ...[...filesystems].map((name) => ({ kind: 'filesystem', name }) as const),
    ...(devices.has('org.osbuild.lvm2.lv') || devices.has('org.osbuild.luks2')
      ? [{ kind: 'device-mapper' } as const]
      : []),
    ...stages.flatMap(verityNeed),
  ];
}

/** The file systems that a stage mounts, by the kernel's names. */
function mountedFilesystems({ mounts }: StageOutline): readonly string[] {
  return mounts.flatMap((type) => kernelNames.get(type) ?? []);
}

const kernelNames = new Map([
  ['org.osbuild.btrfs', 'btrfs'],
  ['org.osbuild.ext4', 'ext4'],
  ['org.osbuild.fat', 'vfat'],
  ['org.osbuild.squashfs', 'squashfs'],
  ['org.osbuild.xfs', 'xfs'],
]);

function verityNeed({ type, options }: StageOutline): readonly HostNeed[] {
  const isNeeded = type === 'org.osbuild.mkfs.ext4' && objectOf(options).verity === true;
  return isNeeded ? [{ kind: 'verity', filesystem: 'ext4' }] : [];
}

/** Programs that osbuild itself calls, and those of stages that run with the host's files. */
function programNeeds(outline: ManifestOutline, installation: OsbuildInstallation): readonly HostNeed[] {
  const onHost = outline.pipelines.filter(({ build }) => build === undefined);
  const programs = new Map<string, string>([
    ['bwrap', 'osbuild runs stages in it'],
    ['mount', 'osbuild mounts with it'],
    ['python3', 'osbuild and its stages are written in Python'],
    ...outline.sources.flatMap((source) => sourcePrograms.get(source) ?? []),
    ...onHost.flatMap(hostPrograms),
  ]);
  const needs = [...programs].map(([name, why]) => ({ kind: 'program', name, why }) as const);
  return [
    { kind: 'osbuild', installation },
    ...needs,
    ...(outline.sources.includes('org.osbuild.librepo') ? [librepo] : []),
    ...(programs.has('podman') ? [{ kind: 'image-store' } as const] : []),
    ...(outline.sources.includes('org.osbuild.containers-storage') ? [{ kind: 'storage-configuration' } as const] : []),
  ];
}

/** Programs that osbuild's sources call. */
const sourcePrograms = new Map<string, readonly (readonly [string, string])[]>([
  ['org.osbuild.containers-storage', [['skopeo', 'osbuild finds the container with it']]],
  ['org.osbuild.curl', [['curl', 'osbuild downloads packages with it']]],
  ['org.osbuild.skopeo', [['skopeo', 'osbuild downloads containers with it']]],
]);

const librepo: HostNeed = { kind: 'python-module', name: 'librepo', why: 'osbuild downloads packages with it' };

/** Programs of stages that run without the tree of a build pipeline. */
function hostPrograms({ stages }: PipelineOutline): readonly (readonly [string, string])[] {
  return stages.flatMap(({ type }) =>
    (stagePrograms.get(type) ?? []).map((name) => [name, `${type} calls it`] as const),
  );
}

const stagePrograms = new Map<string, readonly string[]>([
  ['org.osbuild.container-deploy', ['podman', 'skopeo']],
  ['org.osbuild.mkfs.btrfs', ['mkfs.btrfs']],
  ['org.osbuild.mkfs.ext4', ['mkfs.ext4']],
  ['org.osbuild.mkfs.fat', ['mkfs.fat']],
  ['org.osbuild.mkfs.xfs', ['mkfs.xfs']],
  ['org.osbuild.qemu', ['qemu-img']],
  ['org.osbuild.rpm', ['rpm', 'rpmkeys']],
  ['org.osbuild.selinux', ['setfiles']],
  ['org.osbuild.sfdisk', ['sfdisk']],
  ['org.osbuild.tar', ['tar']],
]);

function engineNeeds(installation: OsbuildInstallation & { readonly kind: 'container' }): readonly HostNeed[] {
  return [
    { kind: 'program', name: installation.engine, why: 'osbuild runs in a container' },
    { kind: 'osbuild', installation },
  ];
}

/** What booting a disk of an architecture needs of the host. */
export function bootNeeds(architecture: Architecture, qemu: string): readonly HostNeed[] {
  return [
    { kind: 'program', name: qemu, why: 'it boots the disk' },
    { kind: 'firmware', architecture },
    { kind: 'kvm', architecture },
    { kind: 'tpm' },
    { kind: 'memory', least: MiB(2048) },
  ];
}
