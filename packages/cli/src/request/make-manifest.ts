import type { Notice } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import { buildManifest } from '@bootwright/manifest';
import type { Manifest } from '@bootwright/osbuild';
import { type BuildRequest, type PlanReason, planImage, planReasons } from '@bootwright/plan';
import { containerResolver, type SourcePolicy } from './container-resolver.ts';

/** A manifest and what comes with it. */
export interface MadeManifest {
  readonly manifest: Manifest;
  readonly filename: string;
  readonly mimeType: string;
  readonly exports: readonly string[];
  readonly notices: readonly Notice[];
  /** What boot plan and profile say of it. */
  readonly reasons: readonly PlanReason[];
}

/** Plans a request and builds its manifest. Throws the faults of the planner and of the resolver. */
export function makeManifest(request: BuildRequest, policy: SourcePolicy): MadeManifest {
  const planned = planImage(request);
  const { plan, notices } = planned;
  const manifest = buildManifest(plan, containerResolver(request, policy));
  const { filename, mimeType, exports } = findImageType(request.imageType);
  return { manifest, filename, mimeType, exports, notices, reasons: planReasons(planned) };
}
