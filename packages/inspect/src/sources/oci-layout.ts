import { closeSync, lstatSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Fault } from '@bootwright/core';
import type { BlobDescriptor, BlobStore } from '../blob-store.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';
import { renderImageReference } from '../image-reference.ts';
import { limits } from '../layers/limits.ts';
import { imageInLayout } from '../layout-index.ts';
import { checkLayoutVersion, layoutVersionFile } from '../layout-version.ts';
import { chosenImage, manifestWish } from '../resolve-image.ts';
import { isDigest } from '../verify-blob.ts';
import { tooLarge } from '../work-budget.ts';
import { openFile, rangeBytes } from './file-bytes.ts';
import { readStoredImage } from './stored-image.ts';

type LayoutReference = Extract<ImageReference, { readonly transport: 'oci' }>;

/**
 * An OCI image layout in a directory (OCI image specification, image-layout.md). Nothing outside the directory is read: a
 * blob that is a link out of it is refused. Faults: `image/layout`, `image/tag`, and those of `readStoredImage`.
 */
export async function readOciLayout(reference: LayoutReference, options: ReadOptions): Promise<ReadImage> {
  const root = layoutRoot(reference.path);
  if (isThere(root, layoutVersionFile)) checkLayoutVersion(await smallFile(root, layoutVersionFile));
  const index = await smallFile(root, 'index.json');
  const found = imageInLayout(index, reference.tag, manifestWish(options.architecture));
  const image = chosenImage(renderImageReference(reference), found);
  return readStoredImage(layoutStore(root), image, options);
}

function isThere(root: string, name: string): boolean {
  return lstatSync(join(root, name), { throwIfNoEntry: false }) !== undefined;
}

function layoutRoot(path: string): string {
  try {
    const root = realpathSync(path);
    if (lstatSync(root).isDirectory()) return root;
  } catch (cause) {
    throw layoutFault(`there is no directory ${JSON.stringify(path)} that can be read`, 'check the path', cause);
  }
  throw layoutFault(
    `${JSON.stringify(path)} is no directory`,
    'write oci-archive: or docker-archive: before an archive',
  );
}

/** The blobs of a layout in a directory, whose path is real. */
function layoutStore(root: string): BlobStore {
  return { open: (blob, signal) => blobBytes(root, blob, signal) };
}

async function* blobBytes(root: string, { digest }: BlobDescriptor, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!isDigest(digest)) throw layoutFault(`${JSON.stringify(digest)} is no digest`, 'save the image again');
  const file = openFile(fileIn(root, join('blobs', ...digest.split(':'))), 'image/layout');
  try {
    yield* rangeBytes({ descriptor: file.descriptor, start: 0, length: file.size }, signal);
  } finally {
    closeSync(file.descriptor);
  }
}

async function smallFile(root: string, name: string): Promise<Uint8Array> {
  const { descriptor, size } = openFile(fileIn(root, name), 'image/layout');
  try {
    if (size > limits.manifestBytes) throw tooLarge(`${name} has ${size} bytes`);
    const pieces: Uint8Array[] = [];
    for await (const piece of rangeBytes({ descriptor, start: 0, length: size })) pieces.push(piece);
    return Buffer.concat(pieces);
  } finally {
    closeSync(descriptor);
  }
}

/** The real path of a file of the layout. */
function fileIn(root: string, name: string): string {
  let path: string;
  try {
    path = realpathSync(join(root, name));
  } catch (cause) {
    throw layoutFault(`${name} is missing in the image layout ${JSON.stringify(root)}`, 'save the image again', cause);
  }
  if (path.startsWith(root === sep ? sep : `${root}${sep}`)) return path;
  throw layoutFault(
    `${name} is a link that leads out of the image layout ${JSON.stringify(root)}`,
    'put the file itself there',
  );
}

function layoutFault(message: string, hint: string, cause?: unknown): Fault {
  return new Fault('image/layout', message, { hint, cause });
}
