import { blockSize } from './erofs-format.ts';

/** A name in a directory, and the place of what it means in the list of inodes. */
export interface DirectoryEntry {
  readonly name: string;
  readonly inode: number;
  /** The number of a file type. */
  readonly type: number;
}

/** A directory's entries as they are stored: whole blocks, and the rest, which stands behind the inode. */
export interface DirectoryGroups {
  readonly blocks: readonly (readonly DirectoryEntry[])[];
  readonly tail: readonly DirectoryEntry[];
  readonly tailLength: number;
}

const headLength = 12;

/** Fills blocks one after the other; of the last, what is more than half a block becomes one too. */
export function groupEntries(entries: readonly DirectoryEntry[]): DirectoryGroups {
  const blocks: DirectoryEntry[][] = [];
  let group: DirectoryEntry[] = [];
  let length = 0;
  for (const entry of entries) {
    const needed = headLength + entry.name.length;
    if (length + needed > blockSize) {
      blocks.push(group);
      group = [];
      length = 0;
    }
    group.push(entry);
    length += needed;
  }
  if (length <= blockSize / 2) return { blocks, tail: group, tailLength: length };
  return { blocks: [...blocks, group], tail: [], tailLength: 0 };
}

/** The bytes of one group. `nidOf` gives an inode's number on disk. */
export function encodeEntries(entries: readonly DirectoryEntry[], nidOf: (inode: number) => number): Buffer {
  const namesStart = headLength * entries.length;
  const bytes = Buffer.alloc(entries.reduce((total, { name }) => total + name.length, namesStart));
  let nameAt = namesStart;
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
