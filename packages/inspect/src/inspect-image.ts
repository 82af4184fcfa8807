import { type ImageReference, parseImageReference, renderImageReference } from '@bootwright/container-image';
import { type Architecture, defined, type Notice } from '@bootwright/core';
import { bootcLabelNotices } from './bootc-label.ts';
import { checkArchitecture } from './check-architecture.ts';
import { type Inspection, inspectTree } from './inspect-tree.ts';
import { ownName } from './own-name.ts';
import { type InspectedImage, type ReadImageOptions, readImage } from './read-image.ts';
import { findArchitecture } from './system/elf-architecture.ts';

/** How a container is read, in addition to how its image is. */
export interface ReadContainerOptions extends ReadImageOptions {
  /** How messages name the container. @default the reference */
  readonly written?: string;
}

/** The files of a container, what is known of its image, and the notices of both. */
export interface ReadContainer extends InspectedImage {
  /** The one that was asked for, else that of the image, else that of its programs. */
  readonly architecture?: Architecture;
}

/**
 * Reads a container, of which nothing is run. Faults: those of `readImage`, and `image/architecture` for an image that is
 * for another architecture than `options.architecture`; a directory does not say, and its programs give a notice.
 */
export async function readContainer(reference: ImageReference, options: ReadContainerOptions): Promise<ReadContainer> {
  const { written = renderImageReference(reference), architecture: asked, ...more } = options;
  const image = await readImage(reference, { ...more, ...defined({ architecture: asked }) });
  const { facts, tree } = image;
  // A directory has no facts of its own: there the requested one counts, with a notice by `inspectTree`.
  checkArchitecture(asked, facts.architecture, { code: 'image/architecture', written, cure: 'name an image' });
  return {
    ...image,
    notices: [...image.notices, ...bootcLabelNotices(reference, facts, written)],
    ...defined({ architecture: asked ?? facts.architecture ?? findArchitecture(tree) }),
  };
}

/** What the caller knows of a container that was read. */
export interface GivenContainer {
  /** The reference under which the container is deployed; `''`: none. */
  readonly imgref: string;
  /** @default that of the image */
  readonly imageId?: string;
  readonly initrdModules?: readonly string[];
}

/** The facts of a container that was read; the notices are those of its files alone. */
export function inspectContainer(
  { tree, facts, architecture }: Pick<ReadContainer, 'tree' | 'facts' | 'architecture'>,
  { imgref, imageId = facts.imageId, initrdModules }: GivenContainer,
): Inspection {
  return inspectTree(tree, { imgref, ...defined({ architecture, imageId, size: facts.size, initrdModules }) });
}

export interface InspectImageOptions extends ReadContainerOptions {
  /** The reference under which the container is deployed. @default the name of the image, `''` where it has none */
  readonly imgref?: string;
}

/** Facts of a container, and the image that they were read from: its digests, labels, size and files. */
export interface InspectedContainer extends Inspection {
  readonly image: ReadContainer;
  /** Of the image and of its files. */
  readonly notices: readonly Notice[];
}

/**
 * From a reference to facts and notices in one call: an image of a directory, layout, archive, registry, podman or Docker.
 * Faults: those of `parseImageReference`, `readContainer` and `inspectTree`.
 */
export async function inspectImage(
  reference: ImageReference | string,
  options: InspectImageOptions,
): Promise<InspectedContainer> {
  const parsed = typeof reference === 'string' ? parseImageReference(reference) : reference;
  const image = await readContainer(parsed, options);
  const inspection = inspectContainer(image, { imgref: options.imgref ?? ownName(parsed) ?? '' });
  return { ...inspection, image, notices: [...image.notices, ...inspection.notices] };
}
