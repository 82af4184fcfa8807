/** How layers are packed; `raw` ones are given as the bytes to store. */
export type Packing = (tar: Buffer) => Buffer;
export declare const plain: Packing;
export declare const gzip: Packing;
/** A zstd frame of blocks that are not compressed, which any version of the format reads. */
export declare const zstdStored: Packing;
//# sourceMappingURL=packings.d.ts.map
