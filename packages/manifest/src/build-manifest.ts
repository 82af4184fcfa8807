import type { Manifest } from '@bootwright/osbuild';
import type { ImagePlan, NetworkBootPlan } from '@bootwright/plan';
import { buildWith, installedManifest, type MadeOfDisk, type Makers } from './build-with.ts';
import { checkedAnswer, checkedPackages } from './checked-answer.ts';
import type { ResolveContainer } from './container-source.ts';
import { type ImageContext, imageContext } from './image-context.ts';
import { noAddons } from './make-addon.ts';
import { networkBootPipelines } from './media/network-boot-pipelines.ts';
import { networkBootTexts } from './media/network-boot-texts.ts';
import { addon } from './sealed-stages/addon.ts';
import { deploymentState } from './sealed-stages/deployment-state.ts';

/**
 * The osbuild manifest of a plan. Of a disk it has every format that the disk is converted to; which of them is built,
 * `plan.imageType.exports` says. The same plan and containers give the same manifest. Faults: `disk/…` for what osbuild
 * cannot make, `source/answer` for what `resolve` and `depsolve` must not give, `manifest/addon`, and whatever `resolve` and the makers throw.
 */
export function buildManifest(
  plan: ImagePlan,
  resolveUnchecked: ResolveContainer,
  { depsolve, makeAddon = noAddons }: Makers = {},
): Manifest {
  const resolve: ResolveContainer = (reference) => checkedAnswer(resolveUnchecked(reference));
  const checked: Makers = depsolve === undefined ? {} : { depsolve: (set) => checkedPackages(depsolve(set)) };
  const sealedStages = (image: ImageContext) => [...deploymentState(image), ...addon(image)];
  const sealed = { ...checked, makeAddon, sealedStages };
  if (plan.kind !== 'network-boot') return buildWith(plan, resolve, sealed);
  return installedManifest(plan, imageContext(plan, resolve, sealed), (context) => networkBoot(plan, context));
}

function networkBoot(plan: NetworkBootPlan, image: ImageContext): MadeOfDisk {
  const texts = networkBootTexts(plan);
  return { pipelines: networkBootPipelines({ plan, image, texts }), inline: [texts.grubMenu, texts.readme] };
}
