import { type Pipeline, pipeline, pipelineFileInput, type StageOptions, stage, treeInput } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { builtPipeline } from './built-pipeline.ts';

/** Every format that the raw disk is turned into: one manifest serves all disk image types. */
export function convertedPipelines(context: ImageContext): readonly Pipeline[] {
  return [
    converted(context, 'qcow2', { filename: `${context.basename}.qcow2`, format: { type: 'qcow2', compat: '1.1' } }),
    converted(context, 'vmdk', {
      filename: `${context.basename}.vmdk`,
      format: { type: 'vmdk', subformat: 'streamOptimized' },
    }),
    converted(context, 'vpc', { filename: `${context.basename}.vhd`, format: { type: 'vpc' } }),
    ovf(context),
    ova(context),
    gce(context),
  ];
}

function converted(context: ImageContext, name: string, options: StageOptions['org.osbuild.qemu']): Pipeline {
  const inputs = { image: pipelineFileInput('image', context.rawFilename) };
  return pipeline({ name, stages: [stage('org.osbuild.qemu', options, { inputs })] });
}

/** The disk of VMware and its descriptor. */
function ovf({ basename }: ImageContext): Pipeline {
  const vmdk = `${basename}.vmdk`;
  const paths = [{ from: `input://vmdk-tree/${vmdk}`, to: 'tree:///' }];
  return pipeline({
    name: 'ovf',
    stages: [
      stage('org.osbuild.copy', { paths }, { inputs: { 'vmdk-tree': treeInput('vmdk') } }),
      stage('org.osbuild.ovf', { vmdk }),
    ],
  });
}

/** The descriptor comes first in the archive (Open Virtualization Format Specification, DSP0243). */
function ova({ basename }: ImageContext): Pipeline {
  const paths = ['ovf', 'mf', 'vmdk'].map((extension) => `${basename}.${extension}`);
  const options = { filename: `${basename}.ova`, format: 'ustar', paths } as const;
  return pipeline({
    name: 'archive',
    stages: [stage('org.osbuild.tar', options, { inputs: { tree: treeInput('ovf') } })],
  });
}

/** Google takes an archive in the old GNU format with `disk.raw` alone. */
function gce({ rawFilename }: ImageContext): Pipeline {
  const required = 'disk.raw';
  const options = {
    filename: 'image.tar.gz',
    format: 'oldgnu',
    acls: false,
    selinux: false,
    xattrs: false,
    'root-node': 'omit',
    ...(rawFilename === required ? {} : { transform: `s/${rawFilename.replaceAll('.', '\\.')}/${required}/` }),
  } as const;
  return builtPipeline('gce', [stage('org.osbuild.tar', options, { inputs: { tree: treeInput('image') } })]);
}
