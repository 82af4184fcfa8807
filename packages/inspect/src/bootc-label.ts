import { type ImageFacts, type ImageReference, renderImageReference } from '@bootwright/container-image';
import type { Notice } from '@bootwright/core';

/** Marks an image that is meant to boot (bootc, "Bootc images"). */
const bootcLabel = 'containers.bootc';

/** A notice for an image that is not marked as bootable. A directory has no labels. `written` is what the user gave. */
export function bootcLabelNotices(
  reference: ImageReference,
  facts: ImageFacts,
  written = renderImageReference(reference),
): readonly Notice[] {
  if (reference.transport === 'dir' || facts.labels.get(bootcLabel) === '1') return [];
  const notice: Notice = {
    code: 'image/not-bootc',
    message: `image ${written} is not a bootc image: it lacks the label ${bootcLabel}=1`,
    hint: `put "LABEL ${bootcLabel} 1" into its Containerfile if it is meant to boot, or name another image`,
  };
  return [notice];
}
