import type { Architecture } from '@bootwright/core';
import { Fault, knownArchitecture } from '@bootwright/core';
import type { IndexedManifest } from './oci-documents.ts';

/** What is wanted of an index. */
export interface ManifestRequest {
  /** Whether somebody asked for it; else it is the host's, and an image that has but one other gives that. */
  readonly isAsked: boolean;
  readonly architecture: Architecture;
}

/** The one system that a bootable container can be of. */
const linux = 'linux';

/** Programs take no other variants by themselves (containers/image, platform_matcher.go). */
const usualVariant: ReadonlyMap<Architecture, string> = new Map([['aarch64', 'v8']]);

/** The names that Go has for architectures, where they are others than those of Linux. */
const goNames: ReadonlyMap<Architecture, string> = new Map([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
]);

/** Not for a machine: attestations that BuildKit keeps beside the images they speak of. */
const attestationKey = 'vnd.docker.reference.type';

/** What is read of an index. */
export interface ChosenManifest {
  readonly manifest: IndexedManifest;
  /** Digests of others that other programs may take. */
  readonly others: readonly string[];
}

/**
 * The manifest for an architecture, of several the first, as podman takes it where none is packed with zstd. Faults:
 * `image/architecture`, with those that are there.
 */
export function chooseManifest(
  manifests: readonly IndexedManifest[],
  request: ManifestRequest,
  subject: string,
): ChosenManifest {
  const platforms = manifests.filter(({ architectureName, annotations }) => {
    return architectureName !== 'unknown' && !annotations.has(attestationKey);
  });
  const images = platforms.filter(({ osName = linux }) => osName === linux);
  const fitting = images.filter(({ architectureName }) => {
    return architectureName !== undefined && knownArchitecture(architectureName) === request.architecture;
  });
  const usual = fitting.filter((manifest) => hasUsualVariant(manifest, request.architecture));
  const [first, ...rest] = usual.length > 0 ? usual : fitting;
  const found = first ?? (images.length === 1 && isAlone(images[0], request) ? images[0] : undefined);
  if (found !== undefined) {
    const architecture = knownArchitecture(found.architectureName ?? '') ?? request.architecture;
    return { manifest: found, others: othersThan(found, [...rest, ...takenByPodman(manifests, architecture)]) };
  }
  const names = [...new Set(platforms.map(shownPlatform))];
  const hint = images.length === 0 ? 'name another image' : 'ask for one that is there with --arch';
  throw new Fault(
    'image/architecture',
    `${subject} has no image for ${request.architecture}; it has ${names.length === 0 ? 'none at all' : names.join(', ')}`,
    { hint },
  );
}

/** The digests of `manifests` but that of `found`, each once. */
export function othersThan(found: IndexedManifest, manifests: readonly IndexedManifest[]): readonly string[] {
  const others = new Set(manifests.map(({ descriptor }) => descriptor.digest));
  others.delete(found.descriptor.digest);
  return [...others];
}

/**
 * What podman, skopeo and bootc take one of (containers/image, `OCI1IndexPublic.chooseInstance`): they compare platforms
 * letter by letter, look at no annotation, and take what has no platform for want of one that fits.
 */
function takenByPodman(manifests: readonly IndexedManifest[], architecture: Architecture): readonly IndexedManifest[] {
  const fitting = manifests.filter((manifest) => {
    const { osName, architectureName } = manifest;
    const isOfLinux = osName === linux && architectureName === (goNames.get(architecture) ?? architecture);
    return isOfLinux && hasUsualVariant(manifest, architecture);
  });
  return fitting.length > 0 ? fitting : manifests.filter(({ hasPlatform }) => !hasPlatform);
}

function hasUsualVariant({ variant = '' }: IndexedManifest, architecture: Architecture): boolean {
  return variant === '' || variant === usualVariant.get(architecture);
}

/** `amd64`, or `windows/amd64` where it is of another system. */
function shownPlatform({ architectureName = 'one that is not named', osName = linux }: IndexedManifest): string {
  return osName === linux ? architectureName : `${osName}/${architectureName}`;
}

function isAlone(image: IndexedManifest | undefined, request: ManifestRequest): boolean {
  return !request.isAsked || image?.architectureName === undefined;
}
