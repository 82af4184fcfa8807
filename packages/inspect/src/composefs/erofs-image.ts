import type { Directory } from './composefs-tree.ts';
import type { DirectoryGroups } from './erofs-directory.ts';
import { encodeEntries, groupEntries } from './erofs-directory.ts';
import type { ErofsVersion } from './erofs-format.ts';
import { blockSize, fileTypes, roundUp } from './erofs-format.ts';
import type { Inode } from './erofs-inodes.ts';
import { collectInodes } from './erofs-inodes.ts';
import type { InodeXattrs, SharedXattrs } from './erofs-xattrs.ts';
import { encodeXattr, shareXattrs } from './erofs-xattrs.ts';

const superblockAt = 1024;
const inodesAt = superblockAt + 128;
const slot = 32;
const layouts = { plain: 0, inline: 4, chunked: 8 } as const;

/** An inode with its place and all that its header says. */
interface Placed {
  readonly inode: Inode;
  readonly xattrs: InodeXattrs;
  readonly isExtended: boolean;
  readonly layout: number;
  readonly size: number;
  readonly tailLength: number;
  readonly groups?: DirectoryGroups;
  readonly position: number;
  /** Blocks of its own behind all inodes: how many, and which is the first. */
  readonly blocks: number;
  readonly firstBlock: number;
}

interface Time {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/**
 * Writes the EROFS image that describes a tree (composefs-rs, `erofs/writer.rs`), piece by piece, byte for byte that of
 * composefs.
 */
export function writeErofs(root: Directory, version: ErofsVersion, sink: (bytes: Uint8Array) => void): void {
  new ErofsWriter(root, version, sink).write();
}

class ErofsWriter {
  private readonly version: ErofsVersion;
  private readonly inodes: readonly Inode[];
  private readonly xattrs: SharedXattrs;
  private readonly earliest: Time;
  private readonly sink: (bytes: Uint8Array) => void;
  private readonly placed: Placed[] = [];
  private position = 0;

  constructor(root: Directory, version: ErofsVersion, sink: (bytes: Uint8Array) => void) {
    this.version = version;
    this.sink = sink;
    this.inodes = collectInodes(root, version);
    this.xattrs = shareXattrs(
      this.inodes.map(({ xattrs }) => xattrs),
      version,
    );
    this.earliest = version === 2 ? { seconds: 0, nanoseconds: 0 } : earliestOf(this.inodes);
  }

  write(): void {
    const tableAt = this.placeAll();
    const tableLength = this.xattrs.table.reduce((end, xattr) => end + encodeXattr(xattr).length, 0);
    const firstBlock = roundUp(tableAt + tableLength, blockSize) / blockSize;
    let blocks = firstBlock;
    this.placed.forEach((one, index) => {
      this.placed[index] = { ...one, firstBlock: one.blocks === 0 ? 0 : blocks };
      blocks += one.blocks;
    });
    this.put(this.header());
    this.padTo(superblockAt);
    this.put(this.superblock(blocks, tableAt));
    this.placed.forEach((one, index) => {
      this.padTo(one.position);
      this.put(this.inodeHeader(one, index));
      this.put(this.xattrArea(one.xattrs, tableAt));
      this.put(this.tailOf(one));
      this.padTo(roundUp(this.position, slot));
    });
    for (const xattr of this.xattrs.table) this.put(encodeXattr(xattr));
    this.padTo(roundUp(this.position, blockSize));
    for (const one of this.placed) this.putBlocks(one);
  }

  private put(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.position += bytes.length;
    this.sink(bytes);
  }

  private padTo(position: number): void {
    if (position > this.position) this.put(new Uint8Array(position - this.position));
  }

  /** Gives where the inodes end. */
  private placeAll(): number {
    let position = inodesAt;
    this.inodes.forEach((inode, index) => {
      const placed = this.place(inode, this.xattrs.inodes[index] ?? noXattrs, position);
      this.placed.push(placed);
      position = roundUp(placed.position + lengthOf(placed), slot);
    });
    return position;
  }

  private place(inode: Inode, xattrs: InodeXattrs, from: number): Placed {
    const groups = inode.content.kind === 'directory' ? groupEntries(inode.content.entries) : undefined;
    const shape = shapeOf(inode, groups);
    const isExtended = this.version === 2 || !this.isCompact(inode, shape.size);
    const head = (isExtended ? 64 : 32) + xattrs.length;
    const isPromoted = this.version !== 2 && inode.type === 'link' && head + shape.size >= blockSize;
    const promoted = isPromoted ? { layout: layouts.plain, tailLength: 0, blocks: 1 } : {};
    const unplaced = { inode, xattrs, isExtended, ...shape, ...promoted, ...(groups === undefined ? {} : { groups }) };
    return { ...unplaced, position: this.padded(roundUp(from, slot), head, unplaced), firstBlock: 0 };
  }

  private isCompact({ stat, links }: Inode, size: number): boolean {
    const isEarliest = stat.seconds === this.earliest.seconds && stat.nanoseconds === this.earliest.nanoseconds;
    return isEarliest && links <= 0xffff && stat.uid <= 0xffff && stat.gid <= 0xffff && size < 2 ** 32;
  }

  /** Where an inode begins, so that what stands behind it does not cross a block. */
  private padded(position: number, head: number, one: Omit<Placed, 'position' | 'firstBlock'>): number {
    const start = position + head;
    if (this.version === 2) {
      if (one.layout !== layouts.inline) return position;
      const isCrossing =
        Math.floor((start - 1) / blockSize) !== Math.floor((start + (one.size % blockSize)) / blockSize);
      return isCrossing ? roundUp(position + blockSize - ((start - 1) % blockSize), slot) : position;
    }
    if (one.inode.type === 'link') {
      const isCrossing = Math.floor(position / blockSize) !== Math.floor((start + one.size - 1) / blockSize);
      return isCrossing ? roundUp(position, blockSize) : position;
    }
    if (one.layout === layouts.plain) return position;
    const rest = roundUp(start, blockSize) - start;
    return rest > 0 && rest < one.tailLength ? position + roundUp(rest, slot) : position;
  }

  private header(): Buffer {
    const bytes = Buffer.alloc(16);
    const hasAcl = this.inodes.some(({ xattrs }) => xattrs.some(({ index }) => index === 2 || index === 3));
    bytes.writeUInt32LE(0xd078629a, 0);
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(hasAcl ? 1 : 0, 8);
    bytes.writeUInt32LE(this.version, 12);
    return bytes;
  }

  private superblock(blocks: number, tableAt: number): Buffer {
    const bytes = Buffer.alloc(128);
    bytes.writeUInt32LE(0xe0f5e1e2, 0);
    // Times of inodes, and the filter of extended attributes.
    bytes.writeUInt32LE(6, 8);
    bytes.writeUInt8(12, 12);
    bytes.writeUInt16LE(this.nidOf(0), 14);
    bytes.writeBigUInt64LE(BigInt(this.inodes.length), 16);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(this.earliest.seconds)), 24);
    bytes.writeUInt32LE(this.earliest.nanoseconds, 32);
    bytes.writeUInt32LE(blocks, 36);
    bytes.writeUInt32LE(this.version === 2 ? 0 : Math.floor(tableAt / blockSize), 44);
    return bytes;
  }

  private inodeHeader({ inode, xattrs, isExtended, layout, size, firstBlock, blocks }: Placed, index: number): Buffer {
    const { stat, type, links, content } = inode;
    const bytes = Buffer.alloc(isExtended ? 64 : 32);
    const union =
      layout === layouts.chunked
        ? this.chunkFormat(size)
        : content.kind === 'character device' || content.kind === 'block device'
          ? content.rdev
          : blocks > 0
            ? firstBlock
            : 0;
    bytes.writeUInt16LE((isExtended ? 1 : 0) | layout, 0);
    bytes.writeUInt16LE(xattrs.length === 0 ? 0 : 1 + (xattrs.length - 12) / 4, 2);
    bytes.writeUInt16LE(fileTypes[type].mode | stat.mode, 4);
    if (isExtended) {
      bytes.writeBigUInt64LE(BigInt(size), 8);
      bytes.writeUInt32LE(union, 16);
      bytes.writeUInt32LE(this.version === 2 ? this.nidOf(index) : index, 20);
      bytes.writeUInt32LE(stat.uid, 24);
      bytes.writeUInt32LE(stat.gid, 28);
      bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(stat.seconds)), 32);
      bytes.writeUInt32LE(this.version === 2 ? 0 : stat.nanoseconds, 40);
      bytes.writeUInt32LE(links, 44);
    } else {
      bytes.writeUInt16LE(links, 6);
      bytes.writeUInt32LE(size, 8);
      bytes.writeUInt32LE(union, 16);
      bytes.writeUInt32LE(index, 20);
      bytes.writeUInt16LE(stat.uid, 24);
      bytes.writeUInt16LE(stat.gid, 26);
    }
    return bytes;
  }

  /** The log2 of a chunk's blocks: one chunk for the whole file. */
  private chunkFormat(size: number): number {
    return this.version === 2 ? 31 : Math.max(12, (size - 1).toString(2).length) - 12;
  }

  private xattrArea({ filter, shared, local, length }: InodeXattrs, tableAt: number): Buffer {
    if (length === 0) return Buffer.alloc(0);
    const head = Buffer.alloc(12 + shared.length * 4);
    head.writeUInt32LE(filter, 0);
    head.writeUInt8(shared.length, 4);
    const base = this.version === 2 ? tableAt : tableAt % blockSize;
    shared.forEach((place, index) => {
      head.writeUInt32LE((base + (this.xattrs.offsets[place] ?? 0)) / 4, 12 + index * 4);
    });
    return Buffer.concat([head, ...local.map(encodeXattr)]);
  }

  private tailOf({ inode: { content }, layout, groups, tailLength }: Placed): Uint8Array {
    if (layout === layouts.chunked) return Buffer.alloc(4, 0xff);
    if (layout === layouts.plain || tailLength === 0) return new Uint8Array();
    if (groups !== undefined) return encodeEntries(groups.tail, (inode) => this.nidOf(inode));
    if (content.kind === 'link') return Buffer.from(content.target, 'latin1');
    return content.kind === 'inline' ? content.bytes : new Uint8Array();
  }

  private putBlocks({ inode: { content }, groups, blocks }: Placed): void {
    if (blocks === 0) return;
    const pieces =
      groups !== undefined
        ? groups.blocks.map((entries) => encodeEntries(entries, (inode) => this.nidOf(inode)))
        : [Buffer.from(content.kind === 'link' ? content.target : '', 'latin1')];
    for (const piece of pieces) {
      this.put(piece);
      this.padTo(roundUp(this.position, blockSize));
    }
  }

  private nidOf(index: number): number {
    return (this.placed[index]?.position ?? 0) / slot;
  }
}

const noXattrs: InodeXattrs = { filter: 0, shared: [], local: [], length: 0 };

type Shape = Pick<Placed, 'layout' | 'size' | 'tailLength' | 'blocks'>;

function shapeOf({ content }: Inode, groups: DirectoryGroups | undefined): Shape {
  if (groups !== undefined) {
    const { blocks, tailLength } = groups;
    const layout = tailLength > 0 ? layouts.inline : layouts.plain;
    return { layout, size: blocks.length * blockSize + tailLength, tailLength, blocks: blocks.length };
  }
  switch (content.kind) {
    case 'inline': {
      const { length } = content.bytes;
      return { layout: length > 0 ? layouts.inline : layouts.plain, size: length, tailLength: length, blocks: 0 };
    }
    case 'external':
      return { layout: layouts.chunked, size: content.size, tailLength: 4, blocks: 0 };
    case 'link': {
      const { length } = content.target;
      return { layout: layouts.inline, size: length, tailLength: length, blocks: 0 };
    }
    default:
      return { layout: layouts.plain, size: 0, tailLength: 0, blocks: 0 };
  }
}

function lengthOf({ isExtended, xattrs, tailLength }: Placed): number {
  return (isExtended ? 64 : 32) + xattrs.length + tailLength;
}

/** Seconds count as unsigned: times before 1970 are later than all others. */
function earliestOf(inodes: readonly Inode[]): Time {
  const unsigned = (seconds: number) => (seconds < 0 ? seconds + 2 ** 64 : seconds);
  return inodes.reduce<Time>((found, { stat }) => {
    const difference = unsigned(stat.seconds) - unsigned(found.seconds) || stat.nanoseconds - found.nanoseconds;
    return difference < 0 ? stat : found;
  }, inodes[0]?.stat ?? { seconds: 0, nanoseconds: 0 });
}
