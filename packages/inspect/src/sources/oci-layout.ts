import { Fault } from '@bootwright/core';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';

type Reference = Extract<ImageReference, { readonly transport: 'oci' }>;

export async function readOciLayout(reference: Reference, _options: ReadOptions): Promise<ReadImage> {
  throw new Fault('image/unavailable', `reading ${reference.path} is not available yet`);
}
