import type { BuildRequest } from '@bootwright/build-request';
import { type CreatedManifest, createManifest, mockContainer, mockDepsolve } from '@bootwright/manifest';
import { addonBytes } from '@bootwright/uki';

/**
 * The manifest of a request. Digests and packages are made up, as `--mock-sources` makes them up: a page reaches no
 * registry. Addons are unsigned.
 */
export function makeImage(request: BuildRequest): Promise<CreatedManifest> {
  return createManifest(request, mockContainer, { packages: mockDepsolve, makeAddon: addonBytes });
}
