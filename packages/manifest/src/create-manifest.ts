import type { Notice } from '@bootwright/core';
import type { Manifest } from '@bootwright/osbuild';
import {
  type BuildRequest,
  type ContainerReference,
  type ImagePlan,
  type PlannedImage,
  type PlanReason,
  planImage,
  planReasons,
} from '@bootwright/plan';
import { buildManifest } from './build-manifest.ts';
import { containerReferences, type ResolveContainer, type ResolvedContainer } from './container-source.ts';

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

/**
 * Plans a request, resolves its containers and builds the manifest. `resolve` is called once for each container; lookups
 * run at the same time. Faults: those of `planImage` and `buildManifest`, and whatever `resolve` throws.
 */
export async function createManifest(request: BuildRequest, resolve: LookUpContainer): Promise<CreatedManifest> {
  const planned = planImage(request);
  const lookUp = async (reference: ContainerReference) => [reference.name, await resolve(reference)] as const;
  const resolved = new Map(await Promise.all(containerReferences(planned.plan).map(lookUp)));
  return created(planned, ({ name }) => {
    const container = resolved.get(name);
    if (container === undefined) throw new Error(`${name} is missing in containerReferences()`);
    return container;
  });
}

/** `createManifest` for a `resolve` that answers at once. */
export function createManifestSync(request: BuildRequest, resolve: ResolveContainer): CreatedManifest {
  return created(planImage(request), resolve);
}

function created(planned: PlannedImage, resolve: ResolveContainer): CreatedManifest {
  const { plan, notices } = planned;
  return { manifest: buildManifest(plan, resolve), plan, notices, reasons: planReasons(planned) };
}
