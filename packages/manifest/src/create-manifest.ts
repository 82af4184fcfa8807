import type { BuildRequest, ContainerReference } from '@bootwright/build-request';
import type { Notice } from '@bootwright/core';
import type { PackageSet } from '@bootwright/media-plan';
import type { Manifest, ResolvedPackages } from '@bootwright/osbuild';
import { type ImagePlan, type PlannedImage, type PlanReason, planImage, planReasons } from '@bootwright/plan';
import { buildManifest } from './build-manifest.ts';
import { checkedAnswer } from './checked-answer.ts';
import { containerReferences, type ResolveContainer, type ResolvedContainer } from './container-source.ts';
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

/**
 * Plans a request, resolves its containers and builds the manifest. `resolve` is called once for each container; lookups
 * run at the same time. Faults: those of `planImage` and `buildManifest`, and whatever `resolve` throws.
 */
export async function createManifest(
  request: BuildRequest,
  resolve: LookUpContainer,
  lookUpPackages?: LookUpPackages,
): Promise<CreatedManifest> {
  const planned = planImage(request);
  const lookUp = async (reference: ContainerReference) =>
    [reference.name, checkedAnswer(await resolve(reference))] as const;
  const resolved = new Map(await Promise.all(containerReferences(planned.plan).map(lookUp)));
  const packages = lookUpPackages === undefined ? undefined : await depsolved(planned.plan, lookUpPackages);
  const ofReference = ({ name }: ContainerReference): ResolvedContainer => {
    const container = resolved.get(name);
    if (container === undefined) throw new Error(`${name} is missing in containerReferences()`);
    return container;
  };
  return created(planned, ofReference, packages);
}

/** The package sets of a plan, resolved one after the other: a depsolver takes gigabytes of memory. */
async function depsolved(plan: ImagePlan, lookUp: LookUpPackages): Promise<Depsolve> {
  const sets = plan.kind === 'installer-iso' ? plan.installer.packages : undefined;
  const resolved = new Map<string, ResolvedPackages>();
  for (const set of sets === undefined ? [] : [sets.build, sets.installer]) resolved.set(set.name, await lookUp(set));
  return ({ name }) => {
    const packages = resolved.get(name);
    if (packages === undefined) throw new Error(`the package set ${name} is not part of the plan`);
    return packages;
  };
}

/** `createManifest` for a `resolve` that answers at once. */
export function createManifestSync(
  request: BuildRequest,
  resolve: ResolveContainer,
  depsolve?: Depsolve,
): CreatedManifest {
  return created(planImage(request), resolve, depsolve);
}

function created(planned: PlannedImage, resolve: ResolveContainer, depsolve?: Depsolve): CreatedManifest {
  const { plan, notices } = planned;
  return { manifest: buildManifest(plan, resolve, depsolve), plan, notices, reasons: planReasons(planned) };
}
