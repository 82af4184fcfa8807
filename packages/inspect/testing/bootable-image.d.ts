import type { MadeImage } from '../../container-image/testing/image.ts';
/** The files of a small bootable container, by path. */
export declare function bootableFiles(kind: 'traditional' | 'sealed'): Readonly<Record<string, string | Uint8Array>>;
/** That container as an image of two layers. */
export declare function bootableImage(kind: 'traditional' | 'sealed', image?: Partial<MadeImage>): MadeImage;
//# sourceMappingURL=bootable-image.d.ts.map
