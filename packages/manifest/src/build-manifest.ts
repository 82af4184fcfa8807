import { unreachable } from '@bootwright/core';
import { type InlineData, type Manifest, type Pipeline, type SourceContainer, sources } from '@bootwright/osbuild';
import type { ImagePlan, InstalledImagePlan, NetworkBootPlan } from '@bootwright/plan';
import { checkedAnswer } from './checked-answer.ts';
import type { ResolveContainer } from './container-source.ts';
import { type ImageContext, imageContext } from './image-context.ts';
import { type Depsolve, noDepsolver } from './media/depsolve.ts';
import { installerIsoManifest, liveIsoManifest } from './media/iso-manifest.ts';
import { networkBootPipelines } from './media/network-boot-pipelines.ts';
import { networkBootTexts } from './media/network-boot-texts.ts';
import { buildrootPipeline } from './pipelines/buildroot-pipeline.ts';
import { convertedPipelines } from './pipelines/converted-pipelines.ts';
import { imagePipeline } from './pipelines/image-pipeline.ts';

/**
 * The osbuild manifest of a plan. Of a disk it has every format that the disk is converted to; which of them is built,
 * `plan.imageType.exports` says. The same plan and containers give the same manifest. Faults: `disk/…` for what osbuild
 * cannot make, `source/answer` for what `resolve` must not give, and whatever `resolve` and `depsolve` throw.
 */
export function buildManifest(
  plan: ImagePlan,
  resolveUnchecked: ResolveContainer,
  depsolve: Depsolve = noDepsolver,
): Manifest {
  const resolve: ResolveContainer = (reference) => checkedAnswer(resolveUnchecked(reference));
  switch (plan.kind) {
    case 'disk':
      return installedManifest(plan, resolve, (context) => ({ pipelines: convertedPipelines(context), inline: [] }));
    case 'network-boot':
      return installedManifest(plan, resolve, (context) => networkBoot(plan, context));
    case 'live-iso':
      return liveIsoManifest(plan, resolve);
    case 'installer-iso':
      return installerIsoManifest(plan, resolve, depsolve);
    default:
      return unreachable(plan);
  }
}

/** What is made of an installed disk, and the texts that it needs. */
interface MadeOfDisk {
  readonly pipelines: readonly Pipeline[];
  readonly inline: readonly InlineData[];
}

/** A buildroot, the disk that bootc installs to, and what is made of it. */
function installedManifest(
  plan: InstalledImagePlan,
  resolve: ResolveContainer,
  madeOf: (context: ImageContext) => MadeOfDisk,
): Manifest {
  const context = imageContext(plan, resolve);
  const made = madeOf(context);
  const { target, builder, inline } = context;
  const { buildroot, targetTree } = plan.build;

  const targetPipelines: readonly Pipeline[] =
    targetTree === undefined
      ? []
      : [buildrootPipeline({ name: 'target', buildroot: targetTree, container: target, configured: true })];
  const build = buildrootPipeline({
    name: 'build',
    buildroot,
    container: builder,
    configured: targetTree !== undefined,
    ...(targetTree === undefined ? {} : { copiesFrom: 'target' }),
  });

  const containers: readonly SourceContainer[] = [target, builder];
  return {
    version: '2',
    pipelines: [...targetPipelines, build, imagePipeline(context), ...made.pipelines],
    sources: sources({ containers, inline: [...inline.values(), ...made.inline] }),
  };
}

function networkBoot(plan: NetworkBootPlan, image: ImageContext): MadeOfDisk {
  const texts = networkBootTexts(plan);
  return { pipelines: networkBootPipelines({ plan, image, texts }), inline: [texts.grubMenu, texts.readme] };
}
