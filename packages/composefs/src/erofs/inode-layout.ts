import type { Stat } from '../root/composefs-tree.ts';
import { groupsOf } from './erofs-directory.ts';
import type { ErofsVersion, FileType } from './erofs-format.ts';
import { blockSize, fileTypes, roundUp } from './erofs-format.ts';
import type { InodeList } from './erofs-inodes.ts';
import type { InodeXattrs, SharedXattrs } from './erofs-xattrs.ts';

/** Inodes begin at multiples of it. */
export const slot = 32;
/** Where the content of an inode is. */
export const layouts = { plain: 0, inline: 4, chunked: 8 } as const;

export interface Time {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** What the header of an inode says, and how long is what follows. */
export interface DescribedInode extends InodeShape {
  readonly place: number;
  readonly type: FileType;
  readonly stat: Stat;
  readonly xattrs: InodeXattrs;
  readonly isExtended: boolean;
}

interface InodeShape {
  readonly layout: number;
  readonly size: number;
  readonly links: number;
  /** Bytes behind the header and its attributes. */
  readonly tailLength: number;
  /** Blocks of its own behind all inodes. */
  readonly blocks: number;
}

/** What the inodes of an image are made of. */
export interface ImageContent {
  readonly version: ErofsVersion;
  readonly inodes: InodeList;
  readonly xattrs: SharedXattrs;
  /** The time that the superblock has, which compact inodes do not repeat. */
  readonly earliest: Time;
}

/** What is written of the inode at a place of the list. */
export function describedInode(place: number, { version, inodes, xattrs: shared, earliest }: ImageContent) {
  const type = inodes.typeAt(place);
  const stat = inodes.statAt(place);
  const xattrs = shared.inodeXattrs(inodes.xattrsAt(place));
  const shape = shapeOf(place, inodes);
  const isExtended = version === 2 || !isCompact(stat, shape, earliest);
  const described: DescribedInode = { place, type, stat, xattrs, isExtended, ...shape };
  const isPromoted = version !== 2 && type === 'link' && headLength(described) + shape.size >= blockSize;
  return isPromoted ? { ...described, layout: layouts.plain, tailLength: 0, blocks: 1 } : described;
}

function shapeOf(place: number, inodes: InodeList): InodeShape {
  const content = inodes.contentAt(place);
  if (content === undefined) return shapeOfDirectory(place, inodes);
  const links = inodes.linksAt(place);
  switch (content.kind) {
    case 'inline': {
      const { length } = content.bytes;
      const layout = length > 0 ? layouts.inline : layouts.plain;
      return { layout, size: length, links, tailLength: length, blocks: 0 };
    }
    case 'external':
      return { layout: layouts.chunked, size: content.size, links, tailLength: 4, blocks: 0 };
    case 'link': {
      const { length } = content.target;
      return { layout: layouts.inline, size: length, links, tailLength: length, blocks: 0 };
    }
    default:
      return { layout: layouts.plain, size: 0, links, tailLength: 0, blocks: 0 };
  }
}

function shapeOfDirectory(place: number, inodes: InodeList): InodeShape {
  let [links, tailLength, blocks] = [0, 0, 0];
  for (const { entries, length, isTail } of groupsOf(inodes.entriesAt(place))) {
    for (const { type } of entries) if (type === fileTypes.directory.number) links += 1;
    if (isTail) tailLength = length;
    else blocks += 1;
  }
  const layout = tailLength > 0 ? layouts.inline : layouts.plain;
  return { layout, size: blocks * blockSize + tailLength, links, tailLength, blocks };
}

function isCompact({ seconds, nanoseconds, uid, gid }: Stat, { links, size }: InodeShape, earliest: Time): boolean {
  const isEarliest = seconds === earliest.seconds && nanoseconds === earliest.nanoseconds;
  return isEarliest && links <= 0xffff && uid <= 0xffff && gid <= 0xffff && size < 2 ** 32;
}

/** Where an inode begins from a position on, so that what stands behind it does not cross a block. */
export function paddedInode(position: number, described: DescribedInode, version: ErofsVersion): number {
  const { type, layout, size, tailLength } = described;
  const start = position + headLength(described);
  if (version === 2) {
    if (layout !== layouts.inline) return position;
    const isCrossing = Math.floor((start - 1) / blockSize) !== Math.floor((start + (size % blockSize)) / blockSize);
    return isCrossing ? roundUp(position + blockSize - ((start - 1) % blockSize), slot) : position;
  }
  if (type === 'link') {
    const isCrossing = Math.floor(position / blockSize) !== Math.floor((start + size - 1) / blockSize);
    return isCrossing ? roundUp(position, blockSize) : position;
  }
  if (layout === layouts.plain) return position;
  const rest = roundUp(start, blockSize) - start;
  return rest > 0 && rest < tailLength ? position + roundUp(rest, slot) : position;
}

/** Bytes of an inode's header and its attributes. */
export const headLength = ({ isExtended, xattrs }: Pick<DescribedInode, 'isExtended' | 'xattrs'>): number =>
  (isExtended ? 64 : 32) + xattrs.length;
