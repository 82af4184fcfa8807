import type { ForeignImageType } from './image-type.ts';

const iso = 'build a disk image (raw, qcow2, …) with Bootwright, or this ISO with image-builder';

/** Types that users of osbuild/image-builder may ask for and that are no disks. */
export const foreignTypes: readonly ForeignImageType[] = [
  { kind: 'foreign', name: 'bootc-installer', summary: 'an installer ISO made of a container', hint: iso },
  { kind: 'foreign', name: 'bootc-generic-iso', summary: 'an ISO that the container itself describes', hint: iso },
  { kind: 'foreign', name: 'anaconda-iso', summary: 'an installer ISO made of RPMs', hint: iso },
  { kind: 'foreign', name: 'iso', summary: 'an installer ISO made of RPMs', hint: iso },
  {
    kind: 'foreign',
    name: 'pxe-tar-xz',
    summary: 'kernel, initramfs and root file system for network boot',
    hint: 'build a disk image (raw, qcow2, …) with Bootwright, or this archive with image-builder',
  },
];
