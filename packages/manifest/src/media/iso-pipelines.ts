import { type Pipeline, type Stage, type StageOptions, stage, treeInput } from '@bootwright/osbuild';
import { builtPipeline } from '../pipelines/built-pipeline.ts';
import { biosBoot, biosImage, efiBoot, efiImage } from './boot-image.ts';
import type { IsoContext } from './iso-context.ts';
import { installedPayload } from './payload.ts';
import { directories, kernel, rootFilesystem } from './root-file.ts';

/** The tree of an ISO, from its first directory on. */
const recipe: readonly ((context: IsoContext) => readonly Stage[])[] = [
  directories,
  kernel,
  rootFilesystem,
  biosBoot,
  efiBoot,
  installedPayload,
  discInfo,
];

/** What is on the medium. */
export function isoTreePipeline(context: IsoContext): Pipeline {
  return builtPipeline(
    'bootiso-tree',
    recipe.flatMap((step) => step(context)),
  );
}

/** Marks the medium as that of a release. */
function discInfo({ iso, architecture }: IsoContext): readonly Stage[] {
  return [stage('org.osbuild.discinfo', { basearch: architecture, release: iso.release })];
}

/** The ISO 9660 image, with a checksum that a started medium can check. */
export function isoPipeline({ iso, filename }: IsoContext): Pipeline {
  const options: StageOptions['org.osbuild.xorrisofs'] = {
    filename,
    volid: iso.label,
    sysid: 'LINUX',
    ...(iso.biosBoot ? { boot: { image: biosImage, catalog: 'boot.cat' } } : {}),
    efi: efiImage,
    isolevel: 3,
    ...(iso.biosBoot ? { grub2mbr: '/usr/lib/grub/i386-pc/boot_hybrid.img' } : {}),
  };
  return builtPipeline('bootiso', [
    stage('org.osbuild.xorrisofs', options, { inputs: { tree: treeInput('bootiso-tree') } }),
    stage('org.osbuild.implantisomd5', { filename }),
  ]);
}
