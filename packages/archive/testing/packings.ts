import { gzipSync } from 'node:zlib';

/** How layers are packed; `raw` ones are given as the bytes to store. */
export type Packing = (tar: Buffer) => Buffer;
export const plain: Packing = (tar) => tar;
export const gzip: Packing = (tar) => gzipSync(tar);
/** A zstd frame of blocks that are not compressed, which any version of the format reads. */
export const zstdStored: Packing = (tar) => {
  const blocks: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38])];
  for (let at = 0; at === 0 || at < tar.length; at += 65536) {
    const content = tar.subarray(at, at + 65536);
    const header = Buffer.alloc(3);
    header.writeUIntLE((content.length << 3) | (at + 65536 >= tar.length ? 1 : 0), 0, 3);
    blocks.push(header, content);
  }
  return Buffer.concat(blocks);
};
