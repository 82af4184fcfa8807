import type { Steps, WorkBudget } from '@bootwright/archive';
import type { Directory } from '../root/composefs-tree.ts';
import type { DirectoryGroup } from './erofs-directory.ts';
import { encodeEntries, groupsOf } from './erofs-directory.ts';
import type { ErofsVersion } from './erofs-format.ts';
import { blockSize, fileTypes, roundUp } from './erofs-format.ts';
import { InodeList } from './erofs-inodes.ts';
import type { InodeXattrs, StoredXattr } from './erofs-xattrs.ts';
import { encodeXattr, SharedXattrs } from './erofs-xattrs.ts';
import type { DescribedInode, ImageContent, Time } from './inode-layout.ts';
import { describedInode, headLength, layouts, paddedInode, slot } from './inode-layout.ts';

const superblockAt = 1024;
const inodesAt = superblockAt + 128;
/** Inodes between two pauses. */
const pace = 256;

export interface ErofsWriting {
  readonly version: ErofsVersion;
  /** Inodes and their attributes are charged to it. */
  readonly budget: WorkBudget;
  readonly sink: (bytes: Uint8Array) => void;
}

/**
 * Writes the EROFS image that describes a tree (composefs-rs, `erofs/writer.rs`), piece by piece, byte for byte that of
 * composefs. Faults: those of the budget.
 */
export function* writeErofs(root: Directory, writing: ErofsWriting): Steps<void> {
  const inodes = yield* InodeList.of(root, writing.version, writing.budget);
  const summary: Summary = { hasAcl: false, earliest: inodes.statAt(0) };
  const xattrs = yield* SharedXattrs.of(summarized(inodes, writing, summary), writing.version);
  yield* new ErofsWriter({ ...writing, ...summary, inodes, xattrs }).write();
}

/** What the superblock says of all inodes, known once their attributes were gone through. */
interface Summary {
  hasAcl: boolean;
  earliest: Time;
}

/** The attributes of each inode, which are taken into the summary. */
function* summarized(
  inodes: InodeList,
  { version, budget }: ErofsWriting,
  summary: Summary,
): Generator<readonly StoredXattr[]> {
  for (const place of inodes.nodes.keys()) {
    const xattrs = inodes.xattrsAt(place);
    budget.spend('digest steps', xattrs.length);
    summary.hasAcl ||= xattrs.some(({ name: { index } }) => index === 2 || index === 3);
    const stat = inodes.statAt(place);
    if (isEarlier(stat, summary.earliest)) summary.earliest = stat;
    yield xattrs;
  }
  if (version === 2) summary.earliest = { seconds: 0, nanoseconds: 0 };
}

interface WrittenImage extends ErofsWriting, ImageContent {
  readonly hasAcl: boolean;
}

class ErofsWriter {
  private readonly image: WrittenImage;
  /** Where each inode begins. */
  private readonly positions: Float64Array;
  private position = 0;

  constructor(image: WrittenImage) {
    this.image = image;
    this.positions = new Float64Array(image.inodes.nodes.length);
  }

  *write(): Steps<void> {
    const { tableAt, blocks } = yield* this.placeAll();
    const { xattrs } = this.image;
    const firstBlock = roundUp(tableAt + xattrs.length, blockSize) / blockSize;
    this.put(this.header());
    this.padTo(superblockAt);
    this.put(this.superblock(firstBlock + blocks, tableAt));
    const hasBlocks = yield* this.writeInodes(tableAt, firstBlock);
    for (const xattr of xattrs.table) this.put(encodeXattr(xattr));
    this.padTo(roundUp(this.position, blockSize));
    for (const place of hasBlocks) yield* this.writeBlocks(place);
  }

  /** Gives where the inodes end, and how many blocks all have. */
  private *placeAll(): Steps<{ readonly tableAt: number; readonly blocks: number }> {
    let end = inodesAt;
    let blocks = 0;
    for (const place of this.image.inodes.nodes.keys()) {
      if (place % pace === 0) yield;
      const described = describedInode(place, this.image);
      const position = paddedInode(roundUp(end, slot), described, this.image.version);
      this.positions[place] = position;
      end = roundUp(position + headLength(described) + described.tailLength, slot);
      blocks += described.blocks;
    }
    return { tableAt: end, blocks };
  }

  /** Gives the places of those that have blocks. */
  private *writeInodes(tableAt: number, firstBlock: number): Steps<readonly number[]> {
    const hasBlocks: number[] = [];
    let nextBlock = firstBlock;
    for (const place of this.image.inodes.nodes.keys()) {
      if (place % pace === 0) yield;
      const described = describedInode(place, this.image);
      this.padTo(this.positions[place] ?? 0);
      this.put(this.inodeHeader(described, nextBlock));
      this.put(this.xattrArea(described.xattrs, tableAt));
      this.put(this.tailOf(described));
      this.padTo(roundUp(this.position, slot));
      if (described.blocks > 0) hasBlocks.push(place);
      nextBlock += described.blocks;
    }
    return hasBlocks;
  }

  private put(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.position += bytes.length;
    this.image.sink(bytes);
  }

  private padTo(position: number): void {
    if (position > this.position) this.put(new Uint8Array(position - this.position));
  }

  private header(): Buffer {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32LE(0xd078629a, 0);
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(this.image.hasAcl ? 1 : 0, 8);
    bytes.writeUInt32LE(this.image.version, 12);
    return bytes;
  }

  private superblock(blocks: number, tableAt: number): Buffer {
    const bytes = Buffer.alloc(128);
    const { version, inodes, earliest } = this.image;
    bytes.writeUInt32LE(0xe0f5e1e2, 0);
    // Times of inodes, and the filter of extended attributes.
    bytes.writeUInt32LE(6, 8);
    bytes.writeUInt8(12, 12);
    bytes.writeUInt16LE(this.nidOf(0), 14);
    bytes.writeBigUInt64LE(BigInt(inodes.nodes.length), 16);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(earliest.seconds)), 24);
    bytes.writeUInt32LE(earliest.nanoseconds, 32);
    bytes.writeUInt32LE(blocks, 36);
    bytes.writeUInt32LE(version === 2 ? 0 : Math.floor(tableAt / blockSize), 44);
    return bytes;
  }

  private inodeHeader(described: DescribedInode, firstBlock: number): Buffer {
    const { place, type, stat, links, size, xattrs, isExtended, layout } = described;
    const bytes = Buffer.alloc(isExtended ? 64 : 32);
    const union = this.unionOf(described, firstBlock);
    const { version } = this.image;
    bytes.writeUInt16LE((isExtended ? 1 : 0) | layout, 0);
    // More attributes than the field can count are cut, as composefs cuts them.
    bytes.writeUInt16LE(xattrs.length === 0 ? 0 : (1 + (xattrs.length - 12) / 4) & 0xffff, 2);
    bytes.writeUInt16LE(fileTypes[type].mode | stat.mode, 4);
    if (isExtended) {
      bytes.writeBigUInt64LE(BigInt(size), 8);
      bytes.writeUInt32LE(union, 16);
      bytes.writeUInt32LE(version === 2 ? this.nidOf(place) : place, 20);
      bytes.writeUInt32LE(stat.uid, 24);
      bytes.writeUInt32LE(stat.gid, 28);
      bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(stat.seconds)), 32);
      bytes.writeUInt32LE(version === 2 ? 0 : stat.nanoseconds, 40);
      bytes.writeUInt32LE(links, 44);
    } else {
      bytes.writeUInt16LE(links, 6);
      bytes.writeUInt32LE(size, 8);
      bytes.writeUInt32LE(union, 16);
      bytes.writeUInt32LE(place, 20);
      bytes.writeUInt16LE(stat.uid, 24);
      bytes.writeUInt16LE(stat.gid, 26);
    }
    return bytes;
  }

  private unionOf({ place, layout, size, blocks }: DescribedInode, firstBlock: number): number {
    if (layout === layouts.chunked) return this.chunkFormat(size);
    const content = this.image.inodes.contentAt(place);
    if (content?.kind === 'character device' || content?.kind === 'block device') return content.rdev;
    return blocks > 0 ? firstBlock : 0;
  }

  /** The log2 of a chunk's blocks: one chunk for the whole file. */
  private chunkFormat(size: number): number {
    return this.image.version === 2 ? 31 : Math.max(12, (size - 1).toString(2).length) - 12;
  }

  private xattrArea({ filter, shared, local, length }: InodeXattrs, tableAt: number): Buffer {
    if (length === 0) return Buffer.alloc(0);
    const head = Buffer.alloc(12 + shared.length * 4);
    head.writeUInt32LE(filter, 0);
    // More than a byte can count are cut, as composefs cuts them.
    head.writeUInt8(shared.length & 0xff, 4);
    const base = this.image.version === 2 ? tableAt : tableAt % blockSize;
    shared.forEach((place, index) => {
      head.writeUInt32LE((base + (this.image.xattrs.offsets[place] ?? 0)) / 4, 12 + index * 4);
    });
    return Buffer.concat([head, ...local.map(encodeXattr)]);
  }

  private tailOf({ place, layout, tailLength }: DescribedInode): Uint8Array {
    if (layout === layouts.chunked) return Buffer.alloc(4, 0xff);
    if (layout === layouts.plain || tailLength === 0) return new Uint8Array();
    const { inodes } = this.image;
    const content = inodes.contentAt(place);
    if (content?.kind === 'link') return Buffer.from(content.target, 'latin1');
    if (content?.kind === 'inline') return content.bytes;
    for (const group of groupsOf(inodes.entriesAt(place))) if (group.isTail) return this.encoded(group);
    return new Uint8Array();
  }

  private *writeBlocks(place: number): Steps<void> {
    const { inodes } = this.image;
    const content = inodes.contentAt(place);
    if (content?.kind === 'link') this.putBlock(Buffer.from(content.target, 'latin1'));
    if (content !== undefined) return;
    for (const group of groupsOf(inodes.entriesAt(place))) {
      yield;
      if (!group.isTail) this.putBlock(this.encoded(group));
    }
  }

  private putBlock(bytes: Uint8Array): void {
    this.put(bytes);
    this.padTo(roundUp(this.position, blockSize));
  }

  private encoded(group: DirectoryGroup): Buffer {
    return encodeEntries(group, (inode) => this.nidOf(inode));
  }

  private nidOf(place: number): number {
    return (this.positions[place] ?? 0) / slot;
  }
}

/** Seconds count as unsigned: times before 1970 are later than all others. */
function isEarlier(one: Time, other: Time): boolean {
  const unsigned = ({ seconds }: Time) => (seconds < 0 ? seconds + 2 ** 64 : seconds);
  return (unsigned(one) - unsigned(other) || one.nanoseconds - other.nanoseconds) < 0;
}
