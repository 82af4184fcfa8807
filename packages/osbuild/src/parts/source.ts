import { defined } from '@bootwright/core';
import { sortedRecord } from '../encoding/sorted-record.ts';
import type { sourceSchemas } from '../module-schemas.ts';
import type { OptionsOf } from '../schema/options-of.ts';
import type { ContainersStorageSource } from '../sources/containers-storage.ts';
import type { InlineSource } from '../sources/inline.ts';
import type { LibrepoSource } from '../sources/librepo.ts';
import type { SkopeoSource } from '../sources/skopeo.ts';
import type { SkopeoIndexSource } from '../sources/skopeo-index.ts';
import type { InlineData } from './inline-data.ts';

/** What osbuild fetches before it runs; fields in the order in which they are written. */
export type Sources = {
  readonly [Name in keyof typeof sourceSchemas]?: OptionsOf<(typeof sourceSchemas)[Name]>;
};

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
export interface SourceRequest {
  readonly containers?: readonly SourceContainer[];
  readonly inline?: readonly InlineData[];
  /** RPM packages. */
  readonly librepo?: LibrepoSource;
}

type Entry<Item> = readonly [string, Item];

/** Items sorted by key, the last of equal keys wins; undefined for none. */
function items<Item>(entries: readonly Entry<Item>[]): { readonly items: Readonly<Record<string, Item>> } | undefined {
  return entries.length === 0 ? undefined : { items: sortedRecord(entries) };
}

/** Local containers, by image id; undefined where there are none. */
export function containersStorageSource(containers: readonly SourceContainer[]): ContainersStorageSource | undefined {
  return items(
    containers.filter((one) => one.localStorage).map((one): Entry<Record<string, never>> => [one.imageId, {}]),
  );
}

/** Containers of registries, by image id; undefined where there are none. */
export function skopeoSource(containers: readonly SourceContainer[]): SkopeoSource | undefined {
  return items(
    containers
      .filter((one) => !one.localStorage)
      .map((one) => [
        one.imageId,
        { image: { name: one.source, digest: one.digest, ...defined({ 'tls-verify': one.tlsVerify }) } },
      ]),
  );
}

/** Manifest lists of containers of registries, by digest; undefined where there are none. */
export function skopeoIndexSource(containers: readonly SourceContainer[]): SkopeoIndexSource | undefined {
  return items(
    containers.flatMap((one): readonly Entry<SkopeoIndexSource['items'][string]>[] =>
      one.localStorage || one.listDigest === undefined
        ? []
        : [[one.listDigest, { image: { name: one.source, ...defined({ 'tls-verify': one.tlsVerify }) } }]],
    ),
  );
}

/** Texts that the manifest itself carries, by checksum; undefined where there are none. */
export function inlineSource(texts: readonly InlineData[]): InlineSource | undefined {
  return items(texts.map(({ id, item }) => [id, item]));
}

/** The whole sources section, in the manifest's order; sources without items are left out. */
export function sources({ containers = [], inline = [], librepo }: SourceRequest): Sources {
  return defined({
    'org.osbuild.containers-storage': containersStorageSource(containers),
    'org.osbuild.inline': inlineSource(inline),
    'org.osbuild.librepo': librepo,
    'org.osbuild.skopeo': skopeoSource(containers),
    'org.osbuild.skopeo-index': skopeoIndexSource(containers),
  });
}
