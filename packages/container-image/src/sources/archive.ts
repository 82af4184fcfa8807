import { closeSync } from 'node:fs';
import { layerWork, packingOf, tooLarge } from '@bootwright/archive';
import { defined, Fault, isDigest } from '@bootwright/core';
import type { OpenFile } from '@bootwright/file-tree';
import { openFile, rangeBytes, readDescriptor, withScratchFile } from '@bootwright/file-tree';
import type { BlobStore } from '../blob-store.ts';
import type { ArchivedFile, ArchiveIndex } from '../documents/archive-index.ts';
import { archiveFault } from '../documents/archive-index.ts';
import { imageInDockerArchive, parseDockerManifest } from '../documents/docker-manifest.ts';
import { manifestFault } from '../documents/image-json.ts';
import { imageInLayout } from '../documents/layout-index.ts';
import { checkLayoutVersion, layoutVersionFile } from '../documents/layout-version.ts';
import { parseImageConfig } from '../documents/oci-documents.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import { budgetOf } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';
import { renderImageReference } from '../image-reference.ts';
import type { ImageLayer } from '../layers/image-layer.ts';
import { limits } from '../layers/limits.ts';
import { counted } from '../layers/scan-layer.ts';
import { unpackLayer } from '../layers/unpack/unpack-layer.ts';
import { chosenImage, manifestRequest } from '../resolve-image.ts';
import { digestFault, digestOf } from '../verify-blob.ts';
import { indexArchivePatiently } from './index-archive.ts';
import { readLayeredImage, readStoredImage } from './stored-image.ts';

type ArchiveReference = Extract<ImageReference, { readonly transport: 'oci-archive' | 'docker-archive' }>;

/**
 * An image in a tar archive of `podman save` or `docker save`, plain or compressed. The archive is read by random access;
 * standard input (the path `-`) and compressed archives are unpacked into an unnamed file first. Faults:
 * `image/archive`, `image/tag`, and those of `readStoredImage`.
 */
export async function readArchive(reference: ArchiveReference, options: ReadOptions): Promise<ReadImage> {
  if (reference.path !== '-') {
    const file = openFile(reference.path, 'image/archive');
    try {
      return isCompressed(readDescriptor(file.descriptor, 0, 4))
        ? await readSpooled(rangeBytes({ ...file, start: 0, length: file.size }, options.signal), file.size, {
            reference,
            options,
          })
        : await readOpen(file, reference, options);
    } finally {
      closeSync(file.descriptor);
    }
  }
  if (options.stdin === undefined) {
    throw archiveFault('no standard input to read the archive from', 'name the file of the archive');
  }
  return readArchiveStream(options.stdin, reference, options);
}

/** As `readArchive`, for an archive that comes as a stream; messages call it by the path of its reference. */
export function readArchiveStream(
  source: AsyncIterable<Uint8Array>,
  reference: ArchiveReference,
  options: ReadOptions,
): Promise<ReadImage> {
  return readSpooled(source, undefined, { reference, options });
}

interface Request {
  readonly reference: ArchiveReference;
  readonly options: ReadOptions;
}

function isCompressed(head: Uint8Array): boolean {
  return ['gzip', 'zstd'].includes(packingOf(head)?.name ?? 'tar');
}

/** Unpacks a stream into an unnamed file and reads the archive there. */
async function readSpooled(
  source: AsyncIterable<Uint8Array>,
  totalBytes: number | undefined,
  { reference, options }: Request,
): Promise<ReadImage> {
  const subject = subjectOf(reference);
  const budget = budgetOf(options);
  return withScratchFile(options.environment, async (scratch) => {
    let doneBytes = 0;
    const onStored = (count: number) => {
      options.signal?.throwIfAborted();
      doneBytes += count;
      options.onProgress?.({ what: subject, doneBytes, ...defined({ totalBytes }) });
    };
    let size = 0;
    for await (const bytes of unpackLayer(counted(source, { budget, onStored }), subject, budget)) {
      await budget.breathe();
      budget.spend('unpacked bytes', bytes.length);
      scratch.write(size, bytes);
      size += bytes.length;
    }
    budget.endStored();
    return readOpen({ descriptor: scratch.descriptor, size }, reference, { ...options, budget });
  });
}

function subjectOf({ path }: ArchiveReference): string {
  return path === '-' ? 'standard input' : JSON.stringify(path);
}

async function readOpen(file: OpenFile, reference: ArchiveReference, options: ReadOptions): Promise<ReadImage> {
  if (file.size === 0) throw archiveFault(`${subjectOf(reference)} is empty`);
  const budget = budgetOf(options);
  const index = await indexArchivePatiently(file, subjectOf(reference), budget);
  const archive: OpenArchive = { file, index, reference };
  budget.restart(layerWork);
  const inside = { ...options, budget };
  return reference.transport === 'oci-archive' ? readOciArchive(archive, inside) : readDockerArchive(archive, inside);
}

interface OpenArchive {
  readonly file: OpenFile;
  readonly index: ArchiveIndex;
  readonly reference: ArchiveReference;
}

function readOciArchive(archive: OpenArchive, options: ReadOptions): Promise<ReadImage> {
  const { file, index, reference } = archive;
  if (index.find(layoutVersionFile) !== undefined)
    checkLayoutVersion(smallFile(archive, layoutVersionFile, limits.manifestBytes));
  const found = imageInLayout(
    smallFile(archive, 'index.json', limits.manifestBytes),
    reference.tag,
    manifestRequest(options.architecture),
  );
  const store: BlobStore = {
    open: (blob, signal) => {
      const name = isDigest(blob.digest) ? `blobs/${blob.digest.replace(':', '/')}` : '';
      return rangeBytes({ descriptor: file.descriptor, ...present(index.find(name), name, reference) }, signal);
    },
  };
  return readStoredImage(store, chosenImage(renderImageReference(reference), found), options);
}

function readDockerArchive(archive: OpenArchive, options: ReadOptions): Promise<ReadImage> {
  const { file, index, reference } = archive;
  const images = parseDockerManifest(smallFile(archive, 'manifest.json', limits.manifestBytes));
  const image = imageInDockerArchive(images, reference.tag);
  const bytes = smallFile(archive, image.config, limits.configBytes);
  const config = parseImageConfig(bytes, image.config);
  checkConfigName(image.config, digestOf(bytes));
  if (config.diffIds.length !== image.layers.length) {
    throw manifestFault(
      'manifest.json',
      `it names ${image.layers.length} layers, and the configuration ${config.diffIds.length}`,
    );
  }
  const places = image.layers.map((name) => present(index.find(name), name, reference));
  const layers = config.diffIds.map((digest, place): ImageLayer => {
    if (!isDigest(digest)) throw manifestFault(image.config, `${JSON.stringify(digest).slice(0, 100)} is not a digest`);
    return { blob: { digest, size: places[place]?.length ?? 0 }, digestOf: 'unpacked' };
  });
  // The first of equal layers, as podman and skopeo take it.
  const byBlob = new Map(layers.map(({ blob }, place) => [blob.digest, places[place]] as const).reverse());
  const store: BlobStore = {
    open: ({ digest }, signal) => {
      return rangeBytes({ descriptor: file.descriptor, ...present(byBlob.get(digest), digest, reference) }, signal);
    },
  };
  const name = renderImageReference(reference);
  return readLayeredImage(store, { name, imageId: digestOf(bytes), config, layers }, options);
}

/** Engines name the configuration by its digest: `DIGEST.json`, `blobs/sha256/DIGEST`; other names are not checked. */
function checkConfigName(name: string, found: string): void {
  const [, digits] = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(name) ?? [];
  if (digits !== undefined && found !== `sha256:${digits}`)
    throw digestFault(`the configuration ${name.slice(0, 100)}`, `sha256:${digits}`, found);
}

function smallFile({ file, index, reference }: OpenArchive, name: string, most: number): Uint8Array {
  const { start, length } = present(index.find(name), name, reference);
  if (length > most) throw tooLarge(`${name} in ${subjectOf(reference)} has ${length} bytes`);
  return readDescriptor(file.descriptor, start, length);
}

function present(file: ArchivedFile | undefined, name: string, reference: ArchiveReference): ArchivedFile {
  if (file !== undefined) return file;
  const other = reference.transport === 'oci-archive' ? 'docker-archive' : 'oci-archive';
  const isOtherKind = name === 'index.json' || name === 'manifest.json';
  throw new Fault('image/archive', `${subjectOf(reference)} contains no file ${JSON.stringify(name.slice(0, 200))}`, {
    hint: isOtherKind ? `write ${other}: if it is an archive of that kind` : 'save the image again',
  });
}
