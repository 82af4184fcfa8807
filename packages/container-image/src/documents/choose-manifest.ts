import type { Architecture } from '@bootwright/core';
import { Fault, knownArchitecture } from '@bootwright/core';
import type { IndexedManifest } from './oci-documents.ts';

export interface ManifestRequest {
  /** Whether the user requested it; else it is the host's, and an index with a single other architecture gives that. */
  readonly isAsked: boolean;
  readonly architecture: Architecture;
}

/** The only operating system of bootable containers. */
const linux = 'linux';

/** Programs choose no other variants by themselves (containers/image, platform_matcher.go). */
const usualVariant: ReadonlyMap<Architecture, string> = new Map([['aarch64', 'v8']]);

/** Go's names of architectures, where they differ from Linux'. */
const goNames: ReadonlyMap<Architecture, string> = new Map([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
]);

/** Not for a machine: BuildKit's attestations next to the images that they describe. */
const attestationKey = 'vnd.docker.reference.type';

export interface ChosenManifest {
  readonly manifest: IndexedManifest;
  /** Digests of others that other programs may read. */
  readonly others: readonly string[];
}

/**
 * The manifest for an architecture; the first of several, as podman takes it where none is packed with zstd. Faults:
 * `image/architecture`, with the available ones.
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
  const hint = images.length === 0 ? 'name another image' : 'select one of them with --arch';
  throw new Fault(
    'image/architecture',
    `${subject} has no image for ${request.architecture}; it has ${names.length === 0 ? 'none' : names.join(', ')}`,
    { hint },
  );
}

/** The digests of `manifests` except that of `found`, each once. */
export function othersThan(found: IndexedManifest, manifests: readonly IndexedManifest[]): readonly string[] {
  const others = new Set(manifests.map(({ descriptor }) => descriptor.digest));
  others.delete(found.descriptor.digest);
  return [...others];
}

/**
 * The manifests of which podman, skopeo and bootc take one (containers/image, `OCI1IndexPublic.chooseInstance`): they
 * compare platforms letter by letter, ignore annotations, and fall back to what has no platform.
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

/** `amd64`, or `windows/amd64` of another operating system. */
function shownPlatform({ architectureName = 'an unnamed one', osName = linux }: IndexedManifest): string {
  return osName === linux ? architectureName : `${osName}/${architectureName}`;
}

function isAlone(image: IndexedManifest | undefined, request: ManifestRequest): boolean {
  return !request.isAsked || image?.architectureName === undefined;
}
