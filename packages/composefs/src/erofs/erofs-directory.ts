import { blockSize } from './erofs-format.ts';

/** A name in a directory, and the place of what it means in the list of inodes. */
export interface DirectoryEntry {
  readonly name: string;
  readonly inode: number;
  readonly type: number;
}

const headLength = 12;

/**
 * Cuts a directory's entries into the groups that fill a block each. Of the last one, what is at most half a block is its
 * `tail`, which stands behind the inode.
 */
export function* groupsOf(entries: Iterable<DirectoryEntry>): Generator<DirectoryGroup> {
  let group: DirectoryEntry[] = [];
  let length = 0;
  for (const entry of entries) {
    const needed = headLength + entry.name.length;
    if (length + needed > blockSize) {
      yield { entries: group, length, isTail: false };
      group = [];
      length = 0;
    }
    group.push(entry);
    length += needed;
  }
  yield { entries: group, length, isTail: length <= blockSize / 2 };
}

export interface DirectoryGroup {
  readonly entries: readonly DirectoryEntry[];
  /** Bytes, without what fills the block. */
  readonly length: number;
  readonly isTail: boolean;
}

/** The bytes of one group. `nidOf` gives an inode's number on disk. */
export function encodeEntries({ entries, length }: DirectoryGroup, nidOf: (inode: number) => number): Buffer {
  const bytes = Buffer.alloc(length);
  let nameAt = headLength * entries.length;
  entries.forEach(({ name, inode, type }, place) => {
    const at = place * headLength;
    bytes.writeBigUInt64LE(BigInt(nidOf(inode)), at);
    bytes.writeUInt16LE(nameAt, at + 8);
    bytes.writeUInt8(type, at + 10);
    bytes.write(name, nameAt, 'latin1');
    nameAt += name.length;
  });
  return bytes;
}
