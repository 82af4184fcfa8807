import { type Manifest, type Pipeline, type SourceContainer, sources } from '@bootwright/osbuild';
import type { ImagePlan } from '@bootwright/plan';
import type { ResolveContainer } from './container-source.ts';
import { imageContext } from './image-context.ts';
import { buildrootPipeline } from './pipelines/buildroot-pipeline.ts';
import { convertedPipelines } from './pipelines/converted-pipelines.ts';
import { imagePipeline } from './pipelines/image-pipeline.ts';

/**
 * The osbuild manifest of a plan: a buildroot, the raw disk, and every format that it is converted to; which of them is
 * built, `plan.imageType.exports` says. The same plan and containers give the same manifest. Faults: `disk/…` for what
 * osbuild cannot make, and whatever `resolve` throws.
 */
export function buildManifest(plan: ImagePlan, resolve: ResolveContainer): Manifest {
  const context = imageContext(plan, resolve);
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
    pipelines: [...targetPipelines, build, imagePipeline(context), ...convertedPipelines(context)],
    sources: sources({ containers, inline: [...inline.values()] }),
  };
}
