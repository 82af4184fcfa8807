import type { BuildRequest, ContainerReference } from '@bootwright/build-request';
import { parseRegistryName } from '@bootwright/container-facts';
import { defined, Fault } from '@bootwright/core';
import {
  type Depsolve,
  mockContainer,
  mockDepsolve,
  type ResolveContainer,
  type ResolvedContainer,
} from '@bootwright/manifest';

/** What is known of a container image in addition to its reference. */
export interface ImageIdentity {
  /** The id of the image in local storage, `sha256:…`. */
  readonly imageId?: string;
  /** The digest of the image's manifest, `sha256:…`. */
  readonly digest?: string;
  /** The digest of the list through which that manifest was chosen. */
  readonly listDigest?: string;
}

/** The ids among the facts of an image, or among options. */
export function imageIdentity({
  imageId,
  digest,
  listDigest,
}: Partial<Record<keyof ImageIdentity, string | undefined>>): ImageIdentity {
  return defined({ imageId, digest, listDigest });
}

/** How containers get their ids. */
export type SourcePolicy =
  | { readonly kind: 'mock' }
  | {
      readonly kind: 'known';
      /** Ids by reference, in addition to those that the request's containers carry. */
      readonly identities: ReadonlyMap<string, ImageIdentity>;
      /** Whether osbuild checks the certificates of registries; absent: skopeo's default, which does. */
      readonly tlsVerify?: boolean;
      /** The packages of an installer, already found. */
      readonly depsolve?: Depsolve;
    };

/** A resolver that takes ids from the request and from what was given; one that is missing is the fault `source/…`. */
export function containerResolver(request: BuildRequest, policy: SourcePolicy): ResolveContainer {
  if (policy.kind === 'mock') return mockContainer;
  const tls = defined({ tlsVerify: policy.tlsVerify });
  return (reference) => {
    const given = policy.identities.get(reference.source);
    const own = [request.container, request.buildContainer].find((one) => one?.imgref === reference.source);
    const identity = { ...defined({ imageId: own?.imageId }), ...given };
    const isPayload = own === undefined && reference.source === request.options.installerPayload;
    return { ...resolved(reference, identity, isPayload ? '--payload-' : '--'), ...(reference.local ? {} : tls) };
  };
}

const madeUp = '"manifest --mock-sources" makes one up, for a manifest to compare';

/** `prefix`: of the options that give the ids. */
function resolved(
  { source, local, name }: ContainerReference,
  { imageId, digest, listDigest }: ImageIdentity,
  prefix: string,
): ResolvedContainer {
  if (imageId === undefined) {
    throw new Fault('source/image-id', `the image id of ${source} is not known: a directory has none`, {
      hint: `${madeUp}; for one that builds give ${prefix}image-id (image_id in a request), which podman knows: \`podman image inspect ${source} --format "sha256:{{.Id}}"\``,
    });
  }
  if (!local && digest === undefined) {
    throw new Fault('source/digest', `the digest of ${source} is not known, and osbuild fetches remote images by it`, {
      hint: `${madeUp}; for one that builds give ${prefix}digest, which skopeo knows: \`skopeo inspect docker://${source} --format "{{.Digest}}"\``,
    });
  }
  return {
    source: local ? source : repositoryOf(source),
    digest: digest ?? '',
    imageId,
    localName: name,
    localStorage: local,
    ...defined({ listDigest }),
  };
}

/** osbuild appends the digest to the name (sources/org.osbuild.skopeo), and skopeo takes either a tag or a digest. */
function repositoryOf(source: string): string {
  const { registry, repository } = parseRegistryName(source);
  return `${registry}/${repository}`;
}

/** The depsolver of a policy; absent: nothing resolves packages here. */
export function depsolverOf(policy: SourcePolicy): Depsolve | undefined {
  return policy.kind === 'mock' ? mockDepsolve : policy.depsolve;
}
