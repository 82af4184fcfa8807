import {
  loopbackDevice,
  type Mount,
  ostreeDeploymentMount,
  type Pipeline,
  pipeline,
  pipelineFileInput,
  pipelineReference,
  stage,
  treeInput,
} from '@bootwright/osbuild';
import type { NetworkBootPlan } from '@bootwright/plan';
import { copiedTexts } from '../edit-stages/nodes.ts';
import type { ImageContext } from '../image-context.ts';
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
const codeFilters = new Map([
  ['x86_64', 'x86'],
  ['aarch64', 'arm'],
  ['ppc64le', 'powerpc'],
] as const);

/** The disk with all that is on it as one compressed file, and the kernel and initramfs of the deployment. */
function rootfsPipeline({ plan, image }: NetworkBootContext): Pipeline {
  const { devices, mounts } = image.disk;
  const bcj = new Map<string, 'x86' | 'arm' | 'powerpc'>(codeFilters).get(plan.architecture);
  const modules = `mount://-/usr/lib/modules/${plan.kernelVersion}`;
  const kernel = [
    { from: `${modules}/vmlinuz`, to: 'tree:///vmlinuz' },
    { from: `${modules}/initramfs.img`, to: 'tree:///initrd.img' },
  ];
  return pipeline({
    name: rootfs,
    build: pipelineReference('build'),
    stages: [
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
          compression: { method: 'xz', options: bcj === undefined ? {} : { bcj } },
        },
        { devices, mounts },
      ),
      stage(
        'org.osbuild.copy',
        { paths: kernel },
        { devices, mounts: [...mounts, ostreeDeploymentMount('ostree.deployment', 'mount')] },
      ),
      stage('org.osbuild.chmod', { items: loaded }),
    ],
  });
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
  return pipeline({
    name: tree,
    build: pipelineReference('build'),
    stages: [
      stage('org.osbuild.copy', { paths: files }, { inputs: { tree: treeInput(rootfs) } }),
      stage('org.osbuild.copy', { paths: [{ from: 'mount://-/boot/efi/EFI', to: 'tree:///EFI' }] }, mountedRoot),
      ...copiedTexts([{ path: '/grub.cfg', id: texts.grubMenu.id }]),
      stage('org.osbuild.ostree.grub2', { filename: 'grub.cfg', source: 'mount://-/' }, mountedRoot),
      ...copiedTexts([{ path: '/README', id: texts.readme.id }]),
      stage('org.osbuild.chmod', { items: archived }),
    ],
  });
}

function archivePipeline(): Pipeline {
  const paths = Object.keys(archived)
    .map((path) => path.slice(1))
    .sort();
  return pipeline({
    name: 'tar',
    build: pipelineReference('build'),
    stages: [stage('org.osbuild.tar', { filename: archive, paths }, { inputs: { tree: treeInput(tree) } })],
  });
}

function compressedPipeline({ plan }: NetworkBootContext): Pipeline {
  return pipeline({
    name: 'xz',
    build: pipelineReference('build'),
    stages: [
      stage(
        'org.osbuild.xz',
        { filename: plan.imageType.filename },
        { inputs: { file: pipelineFileInput('tar', archive) } },
      ),
    ],
  });
}
