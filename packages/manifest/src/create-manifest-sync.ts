import type { BuildRequest } from '@bootwright/build-request';
import { planImage } from '@bootwright/plan';
import { buildManifest } from './build-manifest.ts';
import type { Makers } from './build-with.ts';
import type { ResolveContainer } from './container-source.ts';
import { type CreatedManifest, created } from './create-manifest.ts';

/** `createManifest` for a `resolve` that answers at once. */
export function createManifestSync(request: BuildRequest, resolve: ResolveContainer, makers?: Makers): CreatedManifest {
  const planned = planImage(request);
  return created(planned, buildManifest(planned.plan, resolve, makers));
}
