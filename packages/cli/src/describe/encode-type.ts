import { type ImageType, sealedArchitectures } from '@bootwright/image-types';

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
