import type { Architecture, Location } from '@bootwright/core';
import { architectures, Fault } from '@bootwright/core';
import type { ImageIndex, ImagePlatform, IndexEntry } from './image-manifest.ts';

/** Go's names of architectures, which images use; those that are missing here are the same. */
const goNames = new Map<string, Architecture>([
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
]);

/** The architecture of an image's platform or configuration; `undefined` for one that nobody here can boot. */
export function architectureOfImage(name: string): Architecture | undefined {
  return goNames.get(name) ?? architectures.find((architecture) => architecture === name);
}

/**
 * The image of an index for an architecture, the first of several. An entry that says no platform is taken where it is
 * the only one. Faults: `image/architecture`, which names those that are there.
 */
export function chooseImage(index: ImageIndex, architecture: Architecture, at: Location): IndexEntry {
  const [only, ...others] = index.manifests;
  if (only !== undefined && others.length === 0 && only.platform === undefined) return only;
  const linux = index.manifests.filter(({ platform }) => platform === undefined || isLinux(platform));
  const found = linux.find(({ platform }) => architectureOfImage(platform?.architecture ?? '') === architecture);
  if (found !== undefined) return found;
  const there = [...new Set(linux.flatMap(({ platform }) => platformName(platform)))];
  throw new Fault(
    'image/architecture',
    there.length === 0
      ? `there is no image for ${architecture} under this name, nor any other for Linux`
      : `there is no image for ${architecture} under this name; there are images for ${there.join(', ')}`,
    { at, hint: there.length === 0 ? 'name another image' : 'name one of them with --arch, or another image' },
  );
}

function isLinux({ os }: ImagePlatform): boolean {
  return os === 'linux' || os === '';
}

/** As `--arch` takes it; attestations, which say "unknown", are no images. */
function platformName(platform: ImagePlatform | undefined): readonly string[] {
  const name = platform?.architecture ?? '';
  if (name === '' || name === 'unknown') return [];
  return [
    architectureOfImage(name) ??
      `${name.slice(0, 40)}${platform?.variant === undefined ? '' : platform.variant.slice(0, 10)}`,
  ];
}
