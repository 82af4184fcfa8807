import { defined } from '@bootwright/core';
import type { ImageIdentity, SourcePolicy } from '../request/container-resolver.ts';
import type { GatheredRequest } from './gather-request.ts';
import type { ManifestGiven } from './manifest-options.ts';

/** Where ids of containers come from: the options, the images that were read, the request, or the air. */
export function sourcePolicy(given: ManifestGiven, { request, identities: read }: GatheredRequest): SourcePolicy {
  if (given.mockSources) return { kind: 'mock' };
  const { container, buildContainer, options } = request;
  const identities = new Map<string, ImageIdentity>(read);
  const add = (imgref: string, id: ImageIdentity) => identities.set(imgref, { ...identities.get(imgref), ...id });
  if (buildContainer !== undefined) add(buildContainer.imgref, identity(given.buildImageId, given.buildDigest));
  if (options.installerPayload !== undefined) {
    add(options.installerPayload, identity(given.payloadImageId, given.payloadDigest));
  }
  add(container.imgref, identity(given.imageId, given.digest));
  const { tlsVerify } = given;
  return { kind: 'known', identities, ...defined({ tlsVerify }) };
}

function identity(imageId: string | undefined, digest: string | undefined): ImageIdentity {
  return { ...defined({ imageId, digest }) };
}
