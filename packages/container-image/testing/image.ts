import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Packing, plain } from '../../archive/testing/packings.ts';
import type { WrittenEntry } from '../../archive/testing/tar.ts';
import { writeTar } from '../../archive/testing/tar.ts';

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export interface MadeImage {
  readonly layers: readonly (readonly WrittenEntry[] | Buffer)[];
  readonly packing?: Packing;
  readonly architecture?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly tag?: string;
  /** Media type of the layers, by default that of their bytes. */
  readonly layerType?: string;
}

/** Path → bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;

interface Blob {
  readonly digest: string;
  readonly size: number;
  readonly bytes: Uint8Array;
}

const blob = (bytes: Uint8Array): Blob => ({ digest: sha256(bytes), size: bytes.length, bytes });
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function packed(image: MadeImage) {
  const tars = image.layers.map((layer) => (Buffer.isBuffer(layer) ? layer : writeTar(layer)));
  const layers = tars.map((tar) => blob((image.packing ?? plain)(tar)));
  const config = blob(
    json({
      architecture: image.architecture ?? 'amd64',
      os: 'linux',
      created: '2026-01-02T03:04:05Z',
      config: { Labels: image.labels ?? { 'containers.bootc': '1' } },
      rootfs: { type: 'layers', diff_ids: tars.map(sha256) },
    }),
  );
  return { layers, config };
}

const suffixOf = (bytes: Uint8Array): string => (bytes[0] === 0x1f ? '+gzip' : bytes[0] === 0x28 ? '+zstd' : '');

/** Manifest, configuration and layers as blobs, and what names the manifest. */
export function ociBlobs(image: MadeImage) {
  const { layers, config } = packed(image);
  const named = ({ digest, size }: Blob, mediaType: string) => ({ mediaType, digest, size });
  const manifest = blob(
    json({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: named(config, 'application/vnd.oci.image.config.v1+json'),
      layers: layers.map((layer) =>
        named(layer, image.layerType ?? `application/vnd.oci.image.layer.v1.tar${suffixOf(layer.bytes)}`),
      ),
    }),
  );
  return {
    blobs: [...layers, config, manifest],
    manifest: named(manifest, 'application/vnd.oci.image.manifest.v1+json'),
    imageId: config.digest,
  };
}

/** The files of an OCI layout with these images, each by its tag. */
export function ociLayout(...images: readonly MadeImage[]): Map<string, Uint8Array> {
  const made = images.map(ociBlobs);
  const manifests = made.map(({ manifest }, place) => ({
    ...manifest,
    ...(images[place]?.tag === undefined
      ? {}
      : { annotations: { 'org.opencontainers.image.ref.name': images[place].tag } }),
  }));
  return new Map<string, Uint8Array>([
    ['oci-layout', json({ imageLayoutVersion: '1.0.0' })],
    ['index.json', json({ schemaVersion: 2, manifests })],
    ...made.flatMap(({ blobs }) => blobs.map(({ digest, bytes }) => [blobPath(digest), bytes] as const)),
  ]);
}

export const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** The files of what `docker save` writes. */
export function dockerLayout(image: MadeImage): Map<string, Uint8Array> {
  const { layers, config } = packed(image);
  const names = layers.map(({ digest }) => `${digest.slice(7)}/layer.tar`);
  const configName = `${config.digest.slice(7)}.json`;
  return new Map<string, Uint8Array>([
    ...layers.map(({ bytes }, place) => [names[place] ?? '', bytes] as const),
    [configName, config.bytes],
    ['manifest.json', json([{ Config: configName, RepoTags: [image.tag ?? 'app:1'], Layers: names }])],
  ]);
}

/** Files as a tar archive. */
export function archiveOf(files: Files): Buffer {
  return writeTar([...files].map(([name, content]) => ({ name, content }) as const));
}

/** Writes files below a directory. */
export function writeFiles(root: string, files: Files): string {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
  return root;
}

/** A store of blobs in memory. */
export function memoryStore(blobs: readonly { readonly digest: string; readonly bytes: Uint8Array }[]) {
  const byDigest = new Map(blobs.map(({ digest, bytes }) => [digest, bytes]));
  return {
    open: async function* ({ digest }: { readonly digest: string }) {
      const bytes = byDigest.get(digest);
      if (bytes === undefined) throw new Error(`the test has no blob ${digest}`);
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
}
