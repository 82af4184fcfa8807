import type { BuildRequest } from '@bootwright/plan';
import type { ImageIdentity, SourcePolicy } from '../request/container-resolver.ts';
import type { ManifestGiven } from './manifest-options.ts';

/** Where ids of containers come from: the options, the request, or the air. */
export function sourcePolicy(given: ManifestGiven, { container, buildContainer }: BuildRequest): SourcePolicy {
  if (given.mockSources) return { kind: 'mock' };
  const identities = new Map<string, ImageIdentity>();
  if (buildContainer !== undefined) {
    identities.set(buildContainer.imgref, identity(given.buildImageId, given.buildDigest));
  }
  identities.set(container.imgref, identity(given.imageId, given.digest));
  return { kind: 'known', identities };
}

function identity(imageId: string | undefined, digest: string | undefined): ImageIdentity {
  return { ...(imageId === undefined ? {} : { imageId }), ...(digest === undefined ? {} : { digest }) };
}
