import { type Blueprint, unsupportedOptions } from '@bootwright/blueprint';
import { type DocumentPath, type Location, type Notice, renderPath } from '@bootwright/core';

/** What image-builder takes of a container's own configuration (`bib_legacy.go`, "bootcDiskConfig"). */
const effective = ['customizations.disk', 'customizations.filesystem'];

/** A notice for each option of a container's own configuration that has no effect. */
export function ignoredOptions(
  blueprint: Blueprint,
  file: string,
  placeOf: (path: DocumentPath) => Location,
): readonly Notice[] {
  return unsupportedOptions(blueprint, effective).map((path) => ({
    code: 'builder/ignored-option',
    message: `${renderPath(path)} in ${file.includes('/') ? '/' : ''}${file} has no effect: of a container's own configuration only the disk is read`,
    at: placeOf(path),
    hint: 'build it into the container, or give it in the blueprint of the image',
  }));
}
