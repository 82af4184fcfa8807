import { unreachable } from '@bootwright/core';
import { type InlineData, type Manifest, type Pipeline, type SourceContainer, sources } from '@bootwright/osbuild';
import type { ImagePlan, InstalledImagePlan, NetworkBootPlan } from '@bootwright/plan';
import type { ResolveContainer } from './container-source.ts';
import { type ImageContext, imageContext, type SealedMakers } from './image-context.ts';
import type { MakeAddon } from './make-addon.ts';
import { type Depsolve, noDepsolver } from './media/depsolve.ts';
import { installerIsoManifest, liveIsoManifest } from './media/iso-manifest.ts';
import { buildrootPipeline } from './pipelines/buildroot-pipeline.ts';
import { convertedPipelines } from './pipelines/converted-pipelines.ts';
import { imagePipeline } from './pipelines/image-pipeline.ts';

/** All but network boots, which have much text: pages load it on demand. */
export type UsualPlan = Exclude<ImagePlan, NetworkBootPlan>;

/** As `buildManifest`; `sealed` has what customized sealed images need. */
export function buildWith(
  plan: UsualPlan,
  resolve: ResolveContainer,
  { depsolve = noDepsolver, ...sealed }: Pick<Makers, 'depsolve'> & Partial<SealedMakers>,
): Manifest {
  switch (plan.kind) {
    case 'disk':
      return installedManifest(plan, imageContext(plan, resolve, sealed), (context) => ({
        pipelines: convertedPipelines(context),
        inline: [],
      }));
    case 'live-iso':
      return liveIsoManifest(plan, resolve);
    case 'installer-iso':
      return installerIsoManifest(plan, resolve, depsolve);
    default:
      return unreachable(plan);
  }
}

/** What makes parts of a manifest that come from outside. */
export interface Makers {
  /** By default the fault `source/depsolver`. */
  readonly depsolve?: Depsolve;
  /** By default the fault `manifest/addon`. */
  readonly makeAddon?: MakeAddon;
}

/** What is made of an installed disk, and the texts that it needs. */
export interface MadeOfDisk {
  readonly pipelines: readonly Pipeline[];
  readonly inline: readonly InlineData[];
}

/** A buildroot, the disk that bootc installs to, and what is made of it. */
export function installedManifest(
  plan: InstalledImagePlan,
  context: ImageContext,
  madeOf: (context: ImageContext) => MadeOfDisk,
): Manifest {
  const made = madeOf(context);
  const { target, builder, inline, addon } = context;
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
    sources: sources({
      containers,
      inline: [...inline.values(), ...(addon === undefined ? [] : [addon]), ...made.inline],
    }),
  };
}
