import { defined, type Notice } from '@bootwright/core';
import { type CreatedManifest, createManifestSync } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import { addonBytes } from '@bootwright/uki';
import { containerResolver, depsolverOf, type SourcePolicy } from '../request/container-resolver.ts';
import type { GatheredRequest } from './gather-request.ts';

/** The manifest of one image type of a request. */
export interface TypedManifest extends Omit<CreatedManifest, 'manifest'> {
  readonly type: string;
  /** The manifest's text. */
  readonly text: string;
}

/** The manifests of several image types, each once; without types that of the type that the request names. */
export function makeManifests(
  { request }: GatheredRequest,
  types: readonly string[],
  policy: SourcePolicy,
): readonly TypedManifest[] {
  const wanted = types.length === 0 ? [request.imageType] : types;
  return wanted.map((imageType) => {
    const typed = { ...request, imageType };
    const { manifest, ...created } = createManifestSync(typed, containerResolver(typed, policy), {
      ...defined({ depsolve: depsolverOf(policy) }),
      makeAddon: addonBytes,
    });
    return { ...created, type: imageType, text: encodeManifest(manifest) };
  });
}

/** The notices of several manifests, each once: several types have most of their notices in common. */
export function noticesOf(made: readonly TypedManifest[]): readonly Notice[] {
  const seen = new Map(made.flatMap(({ notices }) => notices).map((notice) => [JSON.stringify(notice), notice]));
  return [...seen.values()];
}
