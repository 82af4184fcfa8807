import { Fault } from '@bootwright/core';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';

type DockerReference = Extract<ImageReference, { readonly transport: 'docker-daemon' }>;

export async function readDocker(reference: DockerReference, _options: ReadOptions): Promise<ReadImage> {
  throw new Fault('docker/unavailable', `reading ${reference.name} is not available yet`, {
    hint: 'save the image into an archive and read that',
  });
}
