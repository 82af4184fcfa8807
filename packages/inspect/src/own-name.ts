import type { ImageReference } from '@bootwright/container-image';

/** What ids of images look like; a system could not be updated from one. */
const imageId = /^(?:sha256:)?[0-9a-f]{12,64}$/;

/** The name under which an image can be deployed and updated; absent for a directory, a path without a name, and an id. */
export function ownName(reference: ImageReference): string | undefined {
  switch (reference.transport) {
    case 'dir':
      return undefined;
    case 'oci':
    case 'oci-archive':
    case 'docker-archive':
      // The tag of a layout alone, such as "latest", is not a name.
      return reference.tag?.includes('/') === true ? reference.tag : undefined;
    default:
      return imageId.test(reference.name) ? undefined : reference.name;
  }
}
