import type { Architecture } from '@bootwright/core';
import { baseTable, type DiskImageType } from '@bootwright/image-types';

/**
 * The architectures on which a sealed image of the type can boot: a unified kernel image is started by UEFI from an
 * ESP, so they are those whose base table has one.
 */
export function sealedArchitectures(type: DiskImageType): readonly Architecture[] {
  return type.architectures.filter((architecture) =>
    baseTable(architecture, 'ext4')?.partitions.some(
      ({ payload }) => payload?.kind === 'filesystem' && payload.mountpoint === '/boot/efi',
    ),
  );
}
