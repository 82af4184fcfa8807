import type { Steps } from '@bootwright/archive';
import { byteString } from '@bootwright/archive';
import { memoized } from '@bootwright/core';
import type { ErofsVersion } from './erofs-format.ts';
import { roundUp } from './erofs-format.ts';
import { xxh32 } from './xxh32.ts';

/** A name of an extended attribute as EROFS stores it. */
export interface XattrName {
  readonly name: string;
  /** The number of a prefix, and what follows it. */
  readonly index: number;
  readonly suffix: Buffer;
  /** Its bit in the filter of an inode. */
  readonly bit: number;
}

export interface StoredXattr {
  readonly name: XattrName;
  readonly value: Uint8Array;
}

/** The prefixes, the first that fits counts; 5 is of format 2 alone. */
const prefixes: readonly (readonly [number, string])[] = [
  [6, 'security.'],
  [5, 'lustre.'],
  [4, 'trusted.'],
  [3, 'system.posix_acl_default'],
  [2, 'system.posix_acl_access'],
  [1, 'user.'],
  [0, ''],
];
const filterSeed = 0x25bbe08f;

/** Gives each name that occurs in a tree as one object. */
export function xattrNames(version: ErofsVersion): (name: string) => XattrName {
  const known = prefixes.filter(([index]) => index !== 5 || version === 2);
  return memoized((name) => {
    const [index, prefix] = known.find(([, start]) => name.startsWith(start)) ?? [0, ''];
    const suffix = Buffer.from(name.slice(prefix.length), 'latin1');
    return { name, index, suffix, bit: 1 << (xxh32(suffix, filterSeed + index) % 32) };
  });
}

/** What an inode has: some attributes of its own, and some that it shares with others. */
export interface InodeXattrs {
  readonly filter: number;
  /** Places in the shared table. */
  readonly shared: readonly number[];
  readonly local: readonly StoredXattr[];
  /** Bytes behind the inode's header; 0 of none. */
  readonly length: number;
}

const entryLength = ({ name: { suffix }, value }: StoredXattr): number => roundUp(4 + suffix.length + value.length, 4);

const keyOf = ({ name, value }: StoredXattr): string => `${name.name}\0${byteString(value)}`;

/** The table of those attributes of a tree that occur more than once (`share_xattrs`). */
export class SharedXattrs {
  readonly table: readonly StoredXattr[];
  /** Where each entry of the table begins, from its start. */
  readonly offsets: readonly number[];
  /** Bytes of the table. */
  readonly length: number;
  private readonly places: ReadonlyMap<string, number>;

  private constructor(several: readonly (readonly [string, StoredXattr])[]) {
    this.table = several.map(([, xattr]) => xattr);
    this.places = new Map(several.map(([key], place) => [key, place]));
    let end = 0;
    this.offsets = this.table.map((xattr) => {
      const start = end;
      end += entryLength(xattr);
      return start;
    });
    this.length = end;
  }

  /** `inodes`: the attributes of one inode after the other. */
  static *of(inodes: Iterable<readonly StoredXattr[]>, version: ErofsVersion): Steps<SharedXattrs> {
    const once = new Set<string>();
    const several = new Map<string, StoredXattr>();
    let count = 0;
    for (const xattrs of inodes) {
      for (const xattr of xattrs) {
        const key = keyOf(xattr);
        if (once.delete(key)) several.set(key, xattr);
        else if (!several.has(key)) once.add(key);
        if (++count % pace === 0) yield;
      }
    }
    once.clear();
    const compare = version === 2 ? compareStored : (one: StoredXattr, other: StoredXattr) => -compareNamed(one, other);
    return new SharedXattrs([...several].sort(([, one], [, other]) => compare(one, other)));
  }

  /** `xattrs` in the order in which they are stored. */
  inodeXattrs(xattrs: readonly StoredXattr[]): InodeXattrs {
    const shared: number[] = [];
    const local: StoredXattr[] = [];
    let bits = 0;
    for (const xattr of xattrs) {
      bits |= xattr.name.bit;
      const place = this.places.get(keyOf(xattr));
      if (place === undefined) local.push(xattr);
      else shared.push(place);
    }
    const length = local.reduce((total, xattr) => total + entryLength(xattr), 12 + shared.length * 4);
    return { filter: ~bits >>> 0, shared, local, length: xattrs.length === 0 ? 0 : length };
  }
}

/** Attributes between two pauses. */
const pace = 512;

/** By the whole name, then the length of the value, then the value. */
export function compareNamed(one: StoredXattr, other: StoredXattr): number {
  if (one.name !== other.name) return one.name.name < other.name.name ? -1 : 1;
  return one.value.length - other.value.length || Buffer.compare(one.value, other.value);
}

function compareStored({ name: one, value }: StoredXattr, { name: other, value: otherValue }: StoredXattr): number {
  return one.index - other.index || Buffer.compare(one.suffix, other.suffix) || Buffer.compare(value, otherValue);
}

/** One entry, filled up to four bytes. Numbers beyond their fields are cut, as composefs cuts them. */
export function encodeXattr(xattr: StoredXattr): Buffer {
  const { suffix, index } = xattr.name;
  const bytes = Buffer.alloc(entryLength(xattr));
  bytes.writeUInt8(suffix.length & 0xff, 0);
  bytes.writeUInt8(index, 1);
  bytes.writeUInt16LE(xattr.value.length & 0xffff, 2);
  bytes.set(suffix, 4);
  bytes.set(xattr.value, 4 + suffix.length);
  return bytes;
}
