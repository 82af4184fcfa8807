import { defined, type Notice } from '@bootwright/core';
import { type CreatedManifest, createManifestSync } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import type { CommandContext } from '../command.ts';
import {
  containerResolver,
  depsolverOf,
  type ImageIdentity,
  imageIdentity,
  type SourcePolicy,
} from '../request/container-resolver.ts';
import { addonNotices, noAddon, plannedAddon } from './addon-maker.ts';
import { type GatheredRequest, gatherRequest } from './gather-request.ts';
import { type PackageLookup, withPackages } from './look-up-packages.ts';
import { type ManifestGiven, typesOf } from './manifest-options.ts';

/** The manifest of one image type of a request. */
export interface TypedManifest extends Omit<CreatedManifest, 'manifest'> {
  readonly type: string;
  /** The manifest's text. */
  readonly text: string;
}

/** What options ask for, made. */
export interface RequestedManifests {
  readonly gathered: GatheredRequest;
  readonly policy: SourcePolicy;
  readonly made: readonly TypedManifest[];
  readonly notices: readonly Notice[];
}

/** The manifests that options ask for. */
export async function requestedManifests(
  operand: string | undefined,
  given: ManifestGiven & PackageLookup,
  context: CommandContext,
): Promise<RequestedManifests> {
  const gathered = await gatherRequest(operand, given, context);
  const types = typesOf(given);
  const wanted = { request: gathered.request, types, lookup: given };
  const { policy, notices } = await withPackages(sourcePolicy(given, gathered), wanted, context);
  const made = await context.host.computing(() => makeManifests(gathered, types, policy));
  return { gathered, policy, made, notices: [...gathered.notices, ...notices, ...noticesOf(made)] };
}

/** Where ids of containers come from: the options, the images that were read, the request, or the air. */
function sourcePolicy(given: ManifestGiven, { request, identities: read }: GatheredRequest): SourcePolicy {
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
  return { kind: 'known', identities, ...defined({ tlsVerify: given.tlsVerify }) };
}

/** The manifests of several image types, each once; without types that of the type that the request names. */
function makeManifests(
  { request, addons }: GatheredRequest,
  types: readonly string[],
  policy: SourcePolicy,
): readonly TypedManifest[] {
  const wanted = types.length === 0 ? [request.imageType] : types;
  const made = wanted.map((imageType): TypedManifest => {
    const typed = { ...request, imageType };
    const { manifest, ...created } = createManifestSync(typed, containerResolver(typed, policy), {
      ...defined({ depsolve: depsolverOf(policy) }),
      makeAddon: addons.makeAddon,
    });
    const notices = [...created.notices, ...addonNotices(created.plan, typed.container, addons)];
    return { ...created, notices, type: imageType, text: encodeManifest(manifest) };
  });
  if (!addons.isSigning || made.some(({ plan }) => plannedAddon(plan) !== undefined)) return made;
  return made.map((one) => ({ ...one, notices: [...one.notices, noAddon] }));
}

/** The notices of several manifests, each once: several types have most of their notices in common. */
function noticesOf(made: readonly TypedManifest[]): readonly Notice[] {
  const seen = new Map(made.flatMap(({ notices }) => notices).map((notice) => [JSON.stringify(notice), notice]));
  return [...seen.values()];
}
