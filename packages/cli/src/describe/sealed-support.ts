import type { Architecture } from '@bootwright/core';
import { baseTable, type ImageType } from '@bootwright/image-types';

/**
 * The architectures on which a sealed image of the type can boot: a unified kernel image is started by UEFI from an
 * ESP, so they are those whose base table has one.
 */
export function sealedArchitectures(type: ImageType): readonly Architecture[] {
  if (type.kind !== 'disk') return [];
  return type.architectures.filter((architecture) =>
    baseTable(architecture, 'ext4')?.partitions.some(
      ({ payload }) => payload?.kind === 'filesystem' && payload.mountpoint === '/boot/efi',
    ),
  );
}
