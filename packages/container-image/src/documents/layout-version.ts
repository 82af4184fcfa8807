import { Fault } from '@bootwright/core';
import { parseImageObject } from './image-json.ts';

/** The file of an OCI layout with the version of the specification. */
export const layoutVersionFile = 'oci-layout';

/** The only version (OCI image specification, image-layout.md); programs must not read others as this one. */
const knownVersion = '1.0.0';

/**
 * Checks the version of an OCI layout. A layout without the file is read: containers/image, and the ocidir that bootc
 * reads layouts with, do not look for it. Faults: `image/layout` for another version or none in the file, and those of
 * `parseImageObject`.
 */
export function checkLayoutVersion(bytes: Uint8Array): void {
  const { imageLayoutVersion: version } = parseImageObject(bytes, layoutVersionFile, 'layout');
  if (version === knownVersion) return;
  const found = version === undefined ? 'names no version' : `has the version ${JSON.stringify(version).slice(0, 100)}`;
  throw new Fault('image/layout', `the file ${layoutVersionFile} ${found}, and only ${knownVersion} is known`, {
    hint: `write {"imageLayoutVersion":"${knownVersion}"} into it where the layout follows that version, or save the image again`,
  });
}
