import type { Architecture } from '@bootwright/core';
import { Fault } from '@bootwright/core';
import type { IndexedManifest } from './oci-documents.ts';
import { architectureOf } from './oci-documents.ts';

/** What is wanted of an index. */
export interface ManifestWish {
  /** Whether somebody asked for it; else it is the host's, and an image that has but one other gives that. */
  readonly isAsked: boolean;
  readonly architecture: Architecture;
}

/** The one system that a bootable container can be of. */
const linux = 'linux';

/** Not for a machine: attestations that BuildKit keeps beside the images they speak of. */
const attestationKey = 'vnd.docker.reference.type';

/** The manifest for an architecture. Faults: `image/architecture`, with those that are there. */
export function chooseManifest(
  manifests: readonly IndexedManifest[],
  wish: ManifestWish,
  subject: string,
): IndexedManifest {
  const platforms = manifests.filter(({ architectureName, annotations }) => {
    return architectureName !== 'unknown' && !annotations.has(attestationKey);
  });
  const images = platforms.filter(({ osName = linux }) => osName === linux);
  const fitting = images.filter(({ architectureName }) => {
    return architectureName !== undefined && architectureOf(architectureName) === wish.architecture;
  });
  const found = fitting[0] ?? (images.length === 1 && isAlone(images[0], wish) ? images[0] : undefined);
  if (found !== undefined) return found;
  const names = [...new Set(platforms.map(shownPlatform))];
  const hint = images.length === 0 ? 'name another image' : 'ask for one that is there with --arch';
  throw new Fault(
    'image/architecture',
    `${subject} has no image for ${wish.architecture}; it has ${names.length === 0 ? 'none at all' : names.join(', ')}`,
    { hint },
  );
}

/** `amd64`, or `windows/amd64` where it is of another system. */
function shownPlatform({ architectureName = 'one that is not named', osName = linux }: IndexedManifest): string {
  return osName === linux ? architectureName : `${osName}/${architectureName}`;
}

function isAlone(image: IndexedManifest | undefined, wish: ManifestWish): boolean {
  return !wish.isAsked || image?.architectureName === undefined;
}
