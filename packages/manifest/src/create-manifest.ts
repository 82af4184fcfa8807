import type { BuildRequest, ContainerReference } from '@bootwright/build-request';
import { defined, type Notice } from '@bootwright/core';
import type { PackageSet } from '@bootwright/media-plan';
import type { Manifest, ResolvedPackages } from '@bootwright/osbuild';
import { type ImagePlan, type PlannedImage, type PlanReason, planOnDemand, planReasons } from '@bootwright/plan';
import { buildWith, type UsualPlan } from './build-with.ts';
import { checkedAnswer, checkedPackages } from './checked-answer.ts';
import { containerReferences, type ResolvedContainer } from './container-source.ts';
import type { MakeAddon } from './make-addon.ts';
import type { Depsolve } from './media/depsolve.ts';

/** A manifest and the decisions that led to it. */
export interface CreatedManifest {
  readonly manifest: Manifest;
  /** `plan.imageType` has the file's name and MIME type, and the pipelines to export. */
  readonly plan: ImagePlan;
  /** What is ignored, changed or doubtful. */
  readonly notices: readonly Notice[];
  /** Why the image differs from what one might expect. */
  readonly reasons: readonly PlanReason[];
}

/** As `ResolveContainer`, for lookups that take time. */
export type LookUpContainer = (reference: ContainerReference) => ResolvedContainer | Promise<ResolvedContainer>;

/** As `Depsolve`, for lookups that take time. */
export type LookUpPackages = (set: PackageSet) => ResolvedPackages | Promise<ResolvedPackages>;

/** As `Makers`, for lookups that take time. */
export interface LookUps {
  readonly packages?: LookUpPackages;
  readonly makeAddon?: MakeAddon;
}

/**
 * Plans a request, resolves its containers and builds the manifest. `resolve` is called once for each container; lookups
 * run at the same time. Faults: those of `planImage` and `buildManifest`, and whatever `resolve` throws.
 */
export async function createManifest(
  request: BuildRequest,
  resolve: LookUpContainer,
  { packages: lookUpPackages, makeAddon }: LookUps = {},
): Promise<CreatedManifest> {
  const planned = await planOnDemand(request);
  const { plan } = planned;
  const lookUp = async (reference: ContainerReference) =>
    [reference.name, checkedAnswer(await resolve(reference))] as const;
  const resolved = new Map(await Promise.all(containerReferences(plan).map(lookUp)));
  const packages = lookUpPackages === undefined ? undefined : await depsolved(plan, lookUpPackages);
  const ofReference = ({ name }: ContainerReference): ResolvedContainer => {
    const container = resolved.get(name);
    if (container === undefined) throw new Error(`${name} is missing in containerReferences()`);
    return container;
  };
  const makers = defined({ depsolve: packages, makeAddon });
  if (isUsual(plan)) return created(planned, buildWith(plan, ofReference, makers));
  const { buildManifest: build } = await import('./build-manifest.ts');
  return created(planned, build(plan, ofReference, makers));
}

/** Whether a page has all that makes its manifest. */
function isUsual(plan: ImagePlan): plan is UsualPlan {
  return plan.kind !== 'network-boot' && !('customizations' in plan && plan.customizations.sealed !== undefined);
}

/** The package sets of a plan, resolved one after the other: a depsolver takes gigabytes of memory. */
async function depsolved(plan: ImagePlan, lookUp: LookUpPackages): Promise<Depsolve> {
  const sets = plan.kind === 'installer-iso' ? plan.installer.packages : undefined;
  const resolved = new Map<string, ResolvedPackages>();
  for (const set of sets === undefined ? [] : [sets.build, sets.installer]) {
    resolved.set(set.name, checkedPackages(await lookUp(set)));
  }
  return ({ name }) => {
    const packages = resolved.get(name);
    if (packages === undefined) throw new Error(`the package set ${name} is not part of the plan`);
    return packages;
  };
}

/** What was created of a plan. */
export function created(planned: PlannedImage, manifest: Manifest): CreatedManifest {
  const { plan, notices } = planned;
  return { manifest, plan, notices, reasons: planReasons(planned) };
}
