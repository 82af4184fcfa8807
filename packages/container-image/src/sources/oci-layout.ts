import { closeSync, fstatSync } from 'node:fs';
import { tooLarge } from '@bootwright/archive';
import { Fault, isDigest } from '@bootwright/core';
import type { OpenFile } from '@bootwright/file-tree';
import { rangeBytes, readDescriptor } from '@bootwright/file-tree';
import { errorCode, FolderHandle, fileFault, openFileBeneath } from '@bootwright/process/files';
import type { BlobDescriptor, BlobStore } from '../blob-store.ts';
import { imageInLayout } from '../documents/layout-index.ts';
import { checkLayoutVersion, layoutVersionFile } from '../documents/layout-version.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';
import { renderImageReference } from '../image-reference.ts';
import { limits } from '../layers/limits.ts';
import { chosenImage, manifestRequest } from '../resolve-image.ts';
import { readStoredImage } from './stored-image.ts';

type LayoutReference = Extract<ImageReference, { readonly transport: 'oci' }>;

/** An open directory, and its path as the user wrote it. */
interface Layout {
  readonly folder: FolderHandle;
  readonly path: string;
}

/**
 * An OCI image layout in a directory (OCI image specification, image-layout.md). Nothing outside the directory is read,
 * even where a part of it is replaced meanwhile: no link below it is followed. Faults: `image/layout`, `image/tag`,
 * and those of `readStoredImage`.
 */
export async function readOciLayout(reference: LayoutReference, options: ReadOptions): Promise<ReadImage> {
  const layout = { folder: openLayout(reference.path), path: reference.path };
  try {
    const version = smallFile(layout, layoutVersionFile);
    if (version !== undefined) checkLayoutVersion(version);
    const index = smallFile(layout, 'index.json');
    if (index === undefined) throw missing(layout, 'index.json');
    const found = imageInLayout(index, reference.tag, manifestRequest(options.architecture));
    const image = chosenImage(renderImageReference(reference), found);
    return await readStoredImage(layoutStore(layout), image, options);
  } finally {
    layout.folder.close();
  }
}

function openLayout(path: string): FolderHandle {
  try {
    return FolderHandle.open(path);
  } catch (cause) {
    if (errorCode(cause) !== 'ENOTDIR') throw fileFault('read', path, cause);
  }
  throw layoutFault(`${path} is not a directory`, 'write oci-archive: or docker-archive: before an archive');
}

/** The blobs of a layout, which stays open meanwhile. */
function layoutStore(layout: Layout): BlobStore {
  return { open: (blob, signal) => blobBytes(layout, blob, signal) };
}

async function* blobBytes(
  layout: Layout,
  { digest }: BlobDescriptor,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (!isDigest(digest)) throw layoutFault(`${JSON.stringify(digest)} is not a digest`, 'save the image again');
  const name = `blobs/${digest.replace(':', '/')}`;
  const file = openIn(layout, name);
  if (file === undefined) throw missing(layout, name);
  try {
    yield* rangeBytes({ descriptor: file.descriptor, start: 0, length: file.size }, signal);
  } finally {
    closeSync(file.descriptor);
  }
}

/** `undefined` where it does not exist. */
function smallFile(layout: Layout, name: string): Uint8Array | undefined {
  const file = openIn(layout, name);
  if (file === undefined) return undefined;
  const { descriptor, size } = file;
  try {
    if (size > limits.manifestBytes) throw tooLarge(`${name} has ${size} bytes`);
    return readDescriptor(descriptor, 0, size);
  } finally {
    closeSync(descriptor);
  }
}

/** A regular file of the layout, which the caller closes; `undefined` where it is absent. */
function openIn({ folder, path }: Layout, name: string): OpenFile | undefined {
  try {
    const descriptor = openFileBeneath(folder, name.split('/'));
    return { descriptor, size: fstatSync(descriptor).size };
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT') return undefined;
    const [why, hint] = reasons.get(code ?? '') ?? [code ?? String(cause), 'check its file system'];
    throw layoutFault(`cannot read ${name} in the image layout ${JSON.stringify(path)}: ${why}`, hint, cause);
  }
}

const reasons: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  [
    'ELOOP',
    ['it is a link, or its path contains one', 'replace the link with its file: no link in a layout is followed'],
  ],
  ['ENXIO', ['it is not a regular file', 'save the image again']],
  ['EISDIR', ['it is a directory', 'save the image again']],
  ['ENOTDIR', ['a part of the path is not a directory', 'save the image again']],
  ['EACCES', ['EACCES', 'run as a user with permission to read it']],
]);

function missing({ path }: Layout, name: string): Fault {
  return layoutFault(`${name} is missing in the image layout ${JSON.stringify(path)}`, 'save the image again');
}

function layoutFault(message: string, hint: string, cause?: unknown): Fault {
  return new Fault('image/layout', message, { hint, cause });
}
