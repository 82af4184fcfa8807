import { Fault, objectOf } from '@bootwright/core';
import { limits } from '../layers/limits.ts';
import { manifestFault, parseImageJson } from './image-json.ts';

/** An image in the `manifest.json` of what `docker save` writes (moby, image/tarexport). */
export interface ArchivedImage {
  /** Names of files in the archive. */
  readonly config: string;
  readonly layers: readonly string[];
  /** Such as `app:1`. */
  readonly tags: readonly string[];
}

/** The images of a `manifest.json`. Faults: `image/manifest`. */
export function parseDockerManifest(bytes: Uint8Array): readonly ArchivedImage[] {
  const value = parseImageJson(bytes, 'manifest.json', 'docker-archive');
  if (!Array.isArray(value) || value.length > limits.layers)
    throw manifestFault('manifest.json', 'it is not a list of images');
  return value.map((item: unknown) => {
    const { Config: config, Layers: layers, RepoTags: tags } = objectOf(item);
    if (typeof config !== 'string' || !isTexts(layers) || layers.length > limits.layers)
      throw manifestFault('manifest.json', 'an image in it has no "Config" or "Layers"');
    return { config, layers, tags: isTexts(tags) ? tags : [] };
  });
}

/** The image of a name as people write it, or the only one. Faults: `image/tag`, with the available names. */
export function imageInDockerArchive(images: readonly ArchivedImage[], tag: string | undefined): ArchivedImage {
  const meant =
    tag === undefined ? images : images.filter(({ tags }) => tags.some((name) => fullName(name) === fullName(tag)));
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  if (tag !== undefined && first !== undefined) {
    throw new Fault('image/tag', `the archive has several images named ${JSON.stringify(tag)}`.slice(0, 2000), {
      hint: 'save only the image that you need: programs differ in which one they take',
    });
  }
  const names = images.flatMap(({ tags }) => tags).map((name) => JSON.stringify(name));
  const there = names.length === 0 ? 'no image with a name' : names.join(', ');
  const request =
    tag === undefined ? (images.length === 0 ? 'no image' : 'several images') : `no image ${JSON.stringify(tag)}`;
  throw new Fault('image/tag', `the archive has ${request}: ${there}`.slice(0, 2000), {
    hint: 'name one of them after a colon, such as docker-archive:FILE:NAME',
  });
}

/** Docker omits its registry, its namespace and the tag `latest`; podman writes them. */
function fullName(name: string): string {
  const short = name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /:[^/]*$/.test(short) ? short : `${short}:latest`;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
