import { defined } from '@bootwright/core';
import type { InlineData, InlineItem } from './inline-data.ts';
import { sortedRecord } from './sorted-record.ts';

export interface ContainersStorageSource {
  /** By image id. */
  readonly items: Readonly<Record<string, Readonly<Record<string, never>>>>;
}

export interface CurlItem {
  readonly url: string;
  readonly secrets?: { readonly name: string };
  readonly insecure?: boolean;
}

export interface CurlSource {
  /** By checksum. */
  readonly items: Readonly<Record<string, string | CurlItem>>;
}

export interface InlineSource {
  /** By checksum of the decoded data. */
  readonly items: Readonly<Record<string, InlineItem>>;
}

export interface SkopeoImage {
  readonly name: string;
  readonly digest: string;
  readonly 'tls-verify'?: boolean;
}

export interface SkopeoSource {
  /** By image id. */
  readonly items: Readonly<Record<string, { readonly image: SkopeoImage }>>;
}

export interface SkopeoIndexImage {
  readonly name: string;
  readonly 'tls-verify'?: boolean;
}

export interface SkopeoIndexSource {
  /** By digest of the manifest list. */
  readonly items: Readonly<Record<string, { readonly image: SkopeoIndexImage }>>;
}

/** What osbuild fetches before it runs; fields in the order in which they are written. */
export interface Sources {
  readonly 'org.osbuild.containers-storage'?: ContainersStorageSource;
  readonly 'org.osbuild.curl'?: CurlSource;
  readonly 'org.osbuild.inline'?: InlineSource;
  readonly 'org.osbuild.skopeo'?: SkopeoSource;
  readonly 'org.osbuild.skopeo-index'?: SkopeoIndexSource;
}

/** A container as a source knows it. */
export interface SourceContainer {
  /** The reference it is fetched by, without transport; of a registry the repository alone, as osbuild adds the digest. */
  readonly source: string;
  /** Digest of the image's manifest, `sha256:…`. */
  readonly digest: string;
  /** Digest of the image's configuration, `sha256:…`. */
  readonly imageId: string;
  /** Digest of the manifest list, where the reference names one. */
  readonly listDigest?: string;
  /** From the host's container storage, and not from a registry. */
  readonly localStorage: boolean;
  /** Whether the registry's certificate is checked; absent: skopeo's default. */
  readonly tlsVerify?: boolean;
}

/** What a manifest's stages refer to. */
export interface RequestedSources {
  readonly containers?: readonly SourceContainer[];
  readonly inline?: readonly InlineData[];
}

type Entry<Item> = readonly [string, Item];

/** Items sorted by key, the last of equal keys standing; undefined for none. */
function items<Item>(entries: readonly Entry<Item>[]): { readonly items: Readonly<Record<string, Item>> } | undefined {
  return entries.length === 0 ? undefined : { items: sortedRecord(entries) };
}

/** Local containers, by image id; undefined where there is none. */
export function containersStorageSource(containers: readonly SourceContainer[]): ContainersStorageSource | undefined {
  return items(
    containers.filter((one) => one.localStorage).map((one): Entry<Record<string, never>> => [one.imageId, {}]),
  );
}

/** Containers of registries, by image id; undefined where there is none. */
export function skopeoSource(containers: readonly SourceContainer[]): SkopeoSource | undefined {
  return items(
    containers
      .filter((one) => !one.localStorage)
      .map((one) => [one.imageId, { image: { name: one.source, digest: one.digest, ...tlsVerify(one) } }]),
  );
}

/** Manifest lists of containers of registries, by digest; undefined where there is none. */
export function skopeoIndexSource(containers: readonly SourceContainer[]): SkopeoIndexSource | undefined {
  return items(
    containers.flatMap((one): readonly Entry<{ readonly image: SkopeoIndexImage }>[] =>
      one.localStorage || one.listDigest === undefined
        ? []
        : [[one.listDigest, { image: { name: one.source, ...tlsVerify(one) } }]],
    ),
  );
}

function tlsVerify(container: SourceContainer): { readonly 'tls-verify'?: boolean } {
  return container.tlsVerify === undefined ? {} : { 'tls-verify': container.tlsVerify };
}

/** Texts that the manifest itself carries, by checksum; undefined where there is none. */
export function inlineSource(texts: readonly InlineData[]): InlineSource | undefined {
  return items(texts.map(({ id, item }) => [id, item]));
}

/** The whole sources section, in the manifest's order; sources without items are left out. */
export function sources(requested: RequestedSources): Sources {
  const { containers = [], inline = [] } = requested;
  const storage = containersStorageSource(containers);
  const texts = inlineSource(inline);
  const skopeo = skopeoSource(containers);
  const index = skopeoIndexSource(containers);
  return {
    ...defined({
      'org.osbuild.containers-storage': storage,
      'org.osbuild.inline': texts,
      'org.osbuild.skopeo': skopeo,
      'org.osbuild.skopeo-index': index,
    }),
  };
}
