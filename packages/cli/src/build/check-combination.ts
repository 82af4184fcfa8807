import { Fault } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';

/**
 * Rejects an ISO together with another image (`usage/options`), as osbuild/image-builder does (`New` of
 * internal/bibimg/imagetypes.go). Another fault is `image-type/unknown`.
 */
export function checkCombination(types: readonly string[]): void {
  const isos = types.filter((name) => findImageType(name).mimeType === 'application/x-iso9660-image');
  if (isos.length === 0 || isos.length === types.length) return;
  throw new Fault('usage/options', `cannot mix ISO/disk images in request [${types.join(' ')}]`, {
    hint: `build ${isos.join(', ')} with a command of its own`,
  });
}
