import { defined } from '@bootwright/core';
import { type ImageIdentity, imageIdentity, type SourcePolicy } from '../request/container-resolver.ts';
import type { GatheredRequest } from './gather-request.ts';
import type { ManifestGiven } from './manifest-options.ts';

/** Where ids of containers come from: the options, the images that were read, the request, or the air. */
export function sourcePolicy(given: ManifestGiven, { request, identities: read }: GatheredRequest): SourcePolicy {
  if (given.mockSources) return { kind: 'mock' };
  const { container, buildContainer, options } = request;
  const identities = new Map<string, ImageIdentity>(read);
  const add = (imgref: string, id: ImageIdentity) => identities.set(imgref, { ...identities.get(imgref), ...id });
  if (buildContainer !== undefined)
    add(buildContainer.imgref, imageIdentity({ imageId: given.buildImageId, digest: given.buildDigest }));
  if (options.installerPayload !== undefined) {
    add(options.installerPayload, imageIdentity({ imageId: given.payloadImageId, digest: given.payloadDigest }));
  }
  add(container.imgref, imageIdentity(given));
  const { tlsVerify } = given;
  return { kind: 'known', identities, ...defined({ tlsVerify }) };
}
