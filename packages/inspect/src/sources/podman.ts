import { Fault } from '@bootwright/core';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';

type PodmanReference = Extract<ImageReference, { readonly transport: 'containers-storage' }>;

export async function readPodman(reference: PodmanReference, _options: ReadOptions): Promise<ReadImage> {
  throw new Fault('podman/unavailable', `reading ${reference.name} is not available yet`, {
    hint: 'save the image into an archive and read that',
  });
}
