import { Fault } from '@bootwright/core';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';

type Reference = Extract<ImageReference, { readonly transport: 'oci-archive' | 'docker-archive' }>;

export async function readArchive(reference: Reference, _options: ReadOptions): Promise<ReadImage> {
  throw new Fault('image/unavailable', `reading ${reference.path} is not available yet`);
}
