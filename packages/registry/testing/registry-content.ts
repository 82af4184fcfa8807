import type { ociBlobs } from '../../container-image/testing/image.ts';
import type { RegistryContent } from './registry-server.ts';

/** A registry's content of those blobs: the manifest by its digest and as the tag `1`. */
export function registryContent({ blobs, manifest }: ReturnType<typeof ociBlobs>): RegistryContent {
  const bytesOf = (digest: string) => blobs.find((one) => one.digest === digest)?.bytes;
  return {
    blob: bytesOf,
    manifest: (reference) => {
      const bytes = bytesOf(reference === '1' ? manifest.digest : reference);
      return bytes === undefined ? undefined : { mediaType: manifest.mediaType, bytes };
    },
  };
}
