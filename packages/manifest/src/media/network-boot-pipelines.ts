import { type Architecture, defined } from '@bootwright/core';
import {
  loopbackDevice,
  type Mount,
  ostreeDeploymentMount,
  type Pipeline,
  pipelineFileInput,
  stage,
  treeInput,
} from '@bootwright/osbuild';
import type { NetworkBootPlan } from '@bootwright/plan';
import { copiedTexts } from '../edit-stages/nodes.ts';
import type { ImageContext } from '../image-context.ts';
import { builtPipeline } from '../pipelines/built-pipeline.ts';
import type { NetworkBootTexts } from './network-boot-texts.ts';

/** What the pipelines of network boot share. */
export interface NetworkBootContext {
  readonly plan: NetworkBootPlan;
  readonly texts: NetworkBootTexts;
  /** The disk that bootc installed to. */
  readonly image: ImageContext;
}

/** The pipelines after the disk: what machines load, the tree of the archive, the archive, and the archive compressed. */
export function networkBootPipelines(context: NetworkBootContext): readonly Pipeline[] {
  return [rootfsPipeline(context), treePipeline(context), archivePipeline(), compressedPipeline(context)];
}

const rootfs = 'bootc-rootfs';
const tree = 'bootc-pxe-tree';
const archive = 'image.tar';

/** Files that a machine loads, and their permissions. */
const loaded = { '/initrd.img': { mode: '0644' }, '/rootfs.img': { mode: '0644' }, '/vmlinuz': { mode: '0755' } };

/** Everything in the archive. */
const archived = {
  '/EFI': { mode: 'ugo+Xr', recursive: true },
  '/README': { mode: '0644' },
  '/grub.cfg': { mode: '0644' },
  ...loaded,
};

/** The executable code that xz compresses better, by architecture (xz(1), BCJ filters). */
const codeFilters: Readonly<Partial<Record<Architecture, 'x86' | 'arm' | 'powerpc'>>> = {
  x86_64: 'x86',
  aarch64: 'arm',
  ppc64le: 'powerpc',
};

/** The disk with all that is on it as one compressed file, and the kernel and initramfs of the deployment. */
function rootfsPipeline({ plan, image }: NetworkBootContext): Pipeline {
  const { devices, mounts } = image.disk;
  const bcj = codeFilters[plan.architecture];
  const modules = `mount://-/usr/lib/modules/${plan.kernelVersion}`;
  const kernel = [
    { from: `${modules}/vmlinuz`, to: 'tree:///vmlinuz' },
    { from: `${modules}/initramfs.img`, to: 'tree:///initrd.img' },
  ];
  return builtPipeline(rootfs, [
    stage(
      'org.osbuild.copy',
      { paths: [{ from: `input://tree/${image.rawFilename}`, to: 'tree:///' }] },
      { inputs: { tree: treeInput('image') } },
    ),
    stage(
      'org.osbuild.squashfs',
      {
        filename: 'rootfs.img',
        source: 'mount://-/',
        compression: { method: 'xz', options: defined({ bcj }) },
      },
      { devices, mounts },
    ),
    stage(
      'org.osbuild.copy',
      { paths: kernel },
      { devices, mounts: [...mounts, ostreeDeploymentMount('ostree.deployment', 'mount')] },
    ),
    stage('org.osbuild.chmod', { items: loaded }),
  ]);
}

/** The compressed root, mounted. */
const mountedRoot = {
  devices: { disk: loopbackDevice({ filename: 'rootfs.img' }) },
  mounts: [{ name: '-', type: 'org.osbuild.squashfs', source: 'disk', target: '/' }] satisfies readonly Mount[],
};

/** Everything in the archive: what machines load, the boot loader's files, and its menu as a template. */
function treePipeline({ texts }: NetworkBootContext): Pipeline {
  const files = ['vmlinuz', 'initrd.img', 'rootfs.img'].map((name) => ({
    from: `input://tree/${name}`,
    to: `tree:///${name}`,
  }));
  return builtPipeline(tree, [
    stage('org.osbuild.copy', { paths: files }, { inputs: { tree: treeInput(rootfs) } }),
    stage('org.osbuild.copy', { paths: [{ from: 'mount://-/boot/efi/EFI', to: 'tree:///EFI' }] }, mountedRoot),
    ...copiedTexts([{ path: '/grub.cfg', id: texts.grubMenu.id }]),
    stage('org.osbuild.ostree.grub2', { filename: 'grub.cfg', source: 'mount://-/' }, mountedRoot),
    ...copiedTexts([{ path: '/README', id: texts.readme.id }]),
    stage('org.osbuild.chmod', { items: archived }),
  ]);
}

function archivePipeline(): Pipeline {
  const paths = Object.keys(archived)
    .map((path) => path.slice(1))
    .sort();
  const inputs = { tree: treeInput(tree) };
  return builtPipeline('tar', [stage('org.osbuild.tar', { filename: archive, paths }, { inputs })]);
}

function compressedPipeline({ plan }: NetworkBootContext): Pipeline {
  const inputs = { file: pipelineFileInput('tar', archive) };
  return builtPipeline('xz', [stage('org.osbuild.xz', { filename: plan.imageType.filename }, { inputs })]);
}
