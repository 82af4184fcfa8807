import { type Architecture, uefiArchitectures } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';

/** The main facts of a type as JSON. */
export function encodeType(type: ImageType) {
  return {
    name: type.name,
    aliases: type.aliases,
    summary: type.summary,
    filename: type.filename,
    mime_type: type.mimeType,
    exports: type.exports,
    architectures: type.architectures,
    sealed_architectures: sealedArchitectures(type),
  };
}

/** The architectures on which a sealed image of the type can boot. */
export function sealedArchitectures(type: ImageType): readonly Architecture[] {
  if (type.kind !== 'disk') return [];
  return type.architectures.filter((architecture) => uefiArchitectures.includes(architecture));
}
