import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { indexMediaTypes, manifestMediaTypes } from '@bootwright/container-image';
import { writeTar } from '../../archive/testing/tar.ts';
import type { RegistryContent } from './registry-server.ts';

/** Blobs and manifests of sample images, as a registry or a layout keeps them. */
export class SampleImages {
  private readonly blobs = new Map<string, Uint8Array>();
  private readonly manifests = new Map<string, { readonly mediaType: string; readonly bytes: Uint8Array }>();

  content(): RegistryContent {
    return { blob: (digest) => this.blobs.get(digest), manifest: (reference) => this.manifests.get(reference) };
  }

  /** The digest of the image's manifest. Each layer is files by path, the lowest first. */
  addImage(
    layers: readonly Readonly<Record<string, SampleFile>>[],
    { architecture, docker = false }: SampleImage,
  ): string {
    const tars = layers.map(tarOf);
    const config = {
      architecture,
      os: 'linux',
      created: '2026-01-02T03:04:05Z',
      config: { Labels: { 'containers.bootc': '1' } },
      rootfs: { type: 'layers', diff_ids: tars.map(digestOf) },
    };
    return this.addManifest(docker ? manifestMediaTypes[1] : manifestMediaTypes[0], {
      schemaVersion: 2,
      mediaType: docker ? manifestMediaTypes[1] : manifestMediaTypes[0],
      config: this.blob(docker ? dockerTypes.config : ociTypes.config, Buffer.from(JSON.stringify(config))),
      layers: tars.map((tar) => this.blob(docker ? dockerTypes.layer : ociTypes.layer, gzipSync(tar))),
    });
  }

  /** The digest of an index of images, by platform such as `linux/amd64`. */
  addIndex(images: Readonly<Record<string, string>>): string {
    const manifests = Object.entries(images).map(([platform, digest]) => {
      const [os, architecture, variant] = platform.split('/');
      const { mediaType = '', bytes = new Uint8Array() } = this.manifests.get(digest) ?? {};
      return { mediaType, digest, size: bytes.length, platform: { os, architecture, variant } };
    });
    return this.addManifest(indexMediaTypes[0], { schemaVersion: 2, mediaType: indexMediaTypes[0], manifests });
  }

  addManifest(mediaType: string, value: unknown): string {
    const bytes = Buffer.from(JSON.stringify(value));
    const digest = digestOf(bytes);
    this.manifests.set(digest, { mediaType, bytes });
    return digest;
  }

  tag(tag: string, digest: string): void {
    const manifest = this.manifests.get(digest);
    if (manifest !== undefined) this.manifests.set(tag, manifest);
  }

  private blob(mediaType: string, bytes: Uint8Array): { mediaType: string; digest: string; size: number } {
    const digest = digestOf(bytes);
    this.blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  }
}

export interface SampleImage {
  /** As Go names it. */
  readonly architecture: string;
  /** With Docker's media types instead of OCI's. */
  readonly docker?: boolean;
}

const ociTypes = {
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};
const dockerTypes = {
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A file's text, or where a link leads. */
export type SampleFile = string | { readonly link: string };

function tarOf(files: Readonly<Record<string, SampleFile>>): Buffer {
  return writeTar(
    Object.entries(files).map(([name, file]) =>
      typeof file === 'string' ? { name, content: file } : { name, type: '2', target: file.link },
    ),
  );
}
