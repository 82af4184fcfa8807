import type { ImageFacts } from '@bootwright/container-image';
import { defined } from '@bootwright/core';
import type { ImageIdentity } from '../request/container-resolver.ts';

/** The ids by which osbuild finds an image, as its source tells them. */
export function imageIdentity({ imageId, digest, listDigest }: ImageFacts): ImageIdentity {
  return {
    ...defined({ imageId, digest, listDigest }),
  };
}
