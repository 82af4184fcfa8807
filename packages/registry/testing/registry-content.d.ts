import type { ociBlobs } from '../../container-image/testing/image.ts';
import type { RegistryContent } from './registry-server.ts';
/** A registry's content of those blobs: the manifest by its digest and as the tag `1`. */
export declare function registryContent({ blobs, manifest }: ReturnType<typeof ociBlobs>): RegistryContent;
//# sourceMappingURL=registry-content.d.ts.map
