import { Fault } from '@bootwright/core';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';

type RegistryReference = Extract<ImageReference, { readonly transport: 'docker' }>;

export async function readRegistry(reference: RegistryReference, _options: ReadOptions): Promise<ReadImage> {
  throw new Fault('registry/unavailable', `reading ${reference.name} is not available yet`, {
    hint: 'save the image into an archive and read that',
  });
}
