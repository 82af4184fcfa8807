import { closeSync, fstatSync } from 'node:fs';
import { tooLarge } from '@bootwright/archive';
import { Fault, isDigest } from '@bootwright/core';
import type { OpenFile } from '@bootwright/file-tree';
import { rangeBytes } from '@bootwright/file-tree';
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

/** A directory that is held open, and its path as the user wrote it. */
interface Layout {
  readonly folder: FolderHandle;
  readonly path: string;
}

/**
 * An OCI image layout in a directory (OCI image specification, image-layout.md). Nothing outside the directory is read,
 * even where somebody replaces a part of it meanwhile: no link below it is followed. Faults: `image/layout`, `image/tag`,
 * and those of `readStoredImage`.
 */
export async function readOciLayout(reference: LayoutReference, options: ReadOptions): Promise<ReadImage> {
  const layout = { folder: openLayout(reference.path), path: reference.path };
  try {
    const version = await smallFile(layout, layoutVersionFile);
    if (version !== undefined) checkLayoutVersion(version);
    const index = await smallFile(layout, 'index.json');
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

/** The blobs of a layout, which stays open until all are read. */
function layoutStore(layout: Layout): BlobStore {
  return { open: (blob, signal) => blobBytes(layout, blob, signal) };
}

async function* blobBytes(
  layout: Layout,
  { digest }: BlobDescriptor,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (!isDigest(digest)) throw layoutFault(`${JSON.stringify(digest)} is no digest`, 'save the image again');
  const name = `blobs/${digest.replace(':', '/')}`;
  const file = openIn(layout, name);
  if (file === undefined) throw missing(layout, name);
  try {
    yield* rangeBytes({ descriptor: file.descriptor, start: 0, length: file.size }, signal);
  } finally {
    closeSync(file.descriptor);
  }
}

/** `undefined` where there is nothing of that name. */
async function smallFile(layout: Layout, name: string): Promise<Uint8Array | undefined> {
  const file = openIn(layout, name);
  if (file === undefined) return undefined;
  const { descriptor, size } = file;
  try {
    if (size > limits.manifestBytes) throw tooLarge(`${name} has ${size} bytes`);
    const pieces: Uint8Array[] = [];
    for await (const piece of rangeBytes({ descriptor, start: 0, length: size })) pieces.push(piece);
    return Buffer.concat(pieces);
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
    const [why, hint] = reasons.get(code ?? '') ?? [code ?? String(cause), 'check the file system that holds it'];
    throw layoutFault(`cannot read ${name} in the image layout ${JSON.stringify(path)}: ${why}`, hint, cause);
  }
}

const reasons: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  ['ELOOP', ['it is a link, or leads through one', 'put the file itself there: no link in a layout is followed']],
  ['ENXIO', ['it is not a regular file', 'save the image again']],
  ['EISDIR', ['it is a directory', 'save the image again']],
  ['ENOTDIR', ['what should be a directory is none', 'save the image again']],
  ['EACCES', ['EACCES', 'run as a user who may read it']],
]);

function missing({ path }: Layout, name: string): Fault {
  return layoutFault(`${name} is missing in the image layout ${JSON.stringify(path)}`, 'save the image again');
}

function layoutFault(message: string, hint: string, cause?: unknown): Fault {
  return new Fault('image/layout', message, { hint, cause });
}
