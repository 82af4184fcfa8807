import type { ForeignImageType } from './image-type.ts';

const iso = 'build a "bootc-installer" with Bootwright, or this ISO with image-builder';

/** Types that users of osbuild/image-builder may ask for and that Bootwright does not make. */
export const foreignTypes: readonly ForeignImageType[] = [
  { name: 'anaconda-iso', summary: 'an installer ISO made of RPMs', hint: iso },
  { name: 'iso', summary: 'an installer ISO made of RPMs', hint: iso },
];
