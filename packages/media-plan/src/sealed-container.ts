import { Fault } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';

/** Throws the fault `sealed/image-type` where the container is sealed, and no image of the type made of it could boot. */
export function rejectSealed(
  { name, unsealedBecause }: Extract<ImageType, { readonly unsealedBecause: string }>,
  boot: { readonly sealed: boolean },
): void {
  if (!boot.sealed) return;
  throw new Fault(
    'sealed/image-type',
    `image type "${name}" cannot be made of a sealed container: ${unsealedBecause}`,
    {
      at: { document: 'container', path: ['unified_kernel'] },
      hint: 'make a disk image of it, such as "raw" or "qcow2", or use a container that is not sealed',
    },
  );
}
