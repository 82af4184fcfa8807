import { type Packing } from '../../archive/testing/packings.ts';
import type { WrittenEntry } from '../../archive/testing/tar.ts';
export declare const sha256: (bytes: Uint8Array) => string;
export interface MadeImage {
  readonly layers: readonly (readonly WrittenEntry[] | Buffer)[];
  readonly packing?: Packing;
  readonly architecture?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly tag?: string;
  /** Media type of the layers, by default that of their bytes. */
  readonly layerType?: string;
}
/** Path → bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;
interface Blob {
  readonly digest: string;
  readonly size: number;
  readonly bytes: Uint8Array;
}
/** Manifest, configuration and layers as blobs, and what names the manifest. */
export declare function ociBlobs(image: MadeImage): {
  blobs: Blob[];
  manifest: {
    mediaType: string;
    digest: string;
    size: number;
  };
  imageId: string;
};
/** The files of an OCI layout that holds these images, each below its tag. */
export declare function ociLayout(...images: readonly MadeImage[]): Map<string, Uint8Array>;
export declare const blobPath: (digest: string) => string;
/** The files of what `docker save` writes. */
export declare function dockerLayout(image: MadeImage): Map<string, Uint8Array>;
/** Files as a tar archive. */
export declare function archiveOf(files: Files): Buffer;
/** Writes files below a directory. */
export declare function writeFiles(root: string, files: Files): string;
/** A store of blobs in memory. */
export declare function memoryStore(
  blobs: readonly {
    readonly digest: string;
    readonly bytes: Uint8Array;
  }[],
): {
  open: ({ digest }: { readonly digest: string }) => AsyncGenerator<Uint8Array<ArrayBufferLike>, void, unknown>;
};
//# sourceMappingURL=image.d.ts.map
