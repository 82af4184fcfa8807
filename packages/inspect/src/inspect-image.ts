import { type ImageReference, parseImageReference } from '@bootwright/container-image';
import type { Notice } from '@bootwright/core';
import { defined } from '@bootwright/core';
import { bootcLabelNotices } from './bootc-label.ts';
import { type Inspection, inspectTree } from './inspect-tree.ts';
import { type InspectedImage, type ReadImageOptions, readImage } from './read-image.ts';
import { findArchitecture } from './system/elf-architecture.ts';

export interface InspectImageOptions extends ReadImageOptions {
  /** The reference under which the container is deployed. @default the reference that is read, without its transport */
  readonly imgref?: string;
}

/** Facts of a container, and the image that they were read from: its digests, labels, size and files. */
export interface InspectedContainer extends Inspection {
  readonly image: InspectedImage;
  /** Of the image and of its files. */
  readonly notices: readonly Notice[];
}

/**
 * From a reference to facts and notices in one call: an image of a directory, layout, archive, registry, podman or Docker,
 * of which nothing is run. The architecture is the one of the options, else that of the image, else that of its programs.
 * Faults: those of `parseImageReference`, `readImage` and `inspectTree`.
 */
export async function inspectImage(
  reference: ImageReference | string,
  options: InspectImageOptions,
): Promise<InspectedContainer> {
  const parsed = typeof reference === 'string' ? parseImageReference(reference) : reference;
  const image = await readImage(parsed, options);
  const { tree, facts } = image;
  const inspection = inspectTree(tree, {
    imgref: options.imgref ?? nameOf(parsed),
    ...defined({
      architecture: options.architecture ?? facts.architecture ?? findArchitecture(tree),
      imageId: facts.imageId,
      size: facts.size,
    }),
  });
  const ofImage = [...image.notices, ...bootcLabelNotices(parsed, facts)];
  return { ...inspection, image, notices: [...ofImage, ...inspection.notices] };
}

/** What bootc would pull. A path in a layout or an archive is no such name. */
function nameOf(reference: ImageReference): string {
  return 'name' in reference ? reference.name : '';
}
