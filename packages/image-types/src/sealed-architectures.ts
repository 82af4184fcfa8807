import { type Architecture, uefiArchitectures } from '@bootwright/core';
import type { ImageType } from './image-type.ts';

/** The architectures on which a sealed image of the type can boot. */
export function sealedArchitectures(type: ImageType): readonly Architecture[] {
  if (type.kind !== 'disk') return [];
  return type.architectures.filter((architecture) => uefiArchitectures.includes(architecture));
}
