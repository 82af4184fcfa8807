import type { ErofsVersion } from './erofs-format.ts';
import { roundUp } from './erofs-format.ts';
import { xxh32 } from './xxh32.ts';

/** An extended attribute as EROFS stores it: the number of a prefix, and what follows it. */
export interface StoredXattr {
  readonly name: string;
  readonly index: number;
  readonly suffix: Buffer;
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

export function storedXattr(name: string, value: Uint8Array, version: ErofsVersion): StoredXattr {
  const known = prefixes.filter(([index]) => index !== 5 || version === 2);
  const [index, prefix] = known.find(([, start]) => name.startsWith(start)) ?? [0, ''];
  return { name, index, suffix: Buffer.from(name.slice(prefix.length), 'latin1'), value };
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

export interface SharedXattrs {
  readonly inodes: readonly InodeXattrs[];
  readonly table: readonly StoredXattr[];
  /** Where each entry of the table begins, from its start. */
  readonly offsets: readonly number[];
}

const entryLength = ({ suffix, value }: StoredXattr): number => roundUp(4 + suffix.length + value.length, 4);

/** Attributes that occur more than once go to one table (`share_xattrs`). */
export function shareXattrs(inodes: readonly (readonly StoredXattr[])[], version: ErofsVersion): SharedXattrs {
  const keyOf = ({ index, suffix, value }: StoredXattr) =>
    `${index}/${suffix.toString('latin1')}\0${Buffer.from(value).toString('latin1')}`;
  const found = new Map<string, { readonly xattr: StoredXattr; count: number }>();
  for (const xattr of inodes.flat()) {
    const key = keyOf(xattr);
    const entry = found.get(key);
    if (entry === undefined) found.set(key, { xattr, count: 1 });
    else entry.count += 1;
  }
  const several = [...found].filter(([, { count }]) => count > 1);
  several.sort(([, one], [, other]) =>
    version === 2 ? compareStored(one.xattr, other.xattr) : -compareNamed(one.xattr, other.xattr),
  );
  const places = new Map(several.map(([key], place) => [key, place]));
  const table = several.map(([, { xattr }]) => xattr);
  let end = 0;
  const offsets = table.map((xattr) => {
    const start = end;
    end += entryLength(xattr);
    return start;
  });
  return {
    table,
    offsets,
    inodes: inodes.map((xattrs) =>
      inodeXattrs(version === 2 ? xattrs : [...xattrs].sort(compareNamed), (xattr) => places.get(keyOf(xattr))),
    ),
  };
}

function inodeXattrs(xattrs: readonly StoredXattr[], placeOf: (xattr: StoredXattr) => number | undefined): InodeXattrs {
  const shared: number[] = [];
  const local: StoredXattr[] = [];
  let bits = 0;
  for (const xattr of xattrs) {
    bits |= 1 << (xxh32(xattr.suffix, filterSeed + xattr.index) % 32);
    const place = placeOf(xattr);
    if (place === undefined) local.push(xattr);
    else shared.push(place);
  }
  const length = local.reduce((total, xattr) => total + entryLength(xattr), 12 + shared.length * 4);
  return { filter: ~bits >>> 0, shared, local, length: xattrs.length === 0 ? 0 : length };
}

/** By the whole name, then the length of the value, then the value. */
function compareNamed(one: StoredXattr, other: StoredXattr): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.value.length - other.value.length || Buffer.compare(one.value, other.value);
}

function compareStored(one: StoredXattr, other: StoredXattr): number {
  return one.index - other.index || Buffer.compare(one.suffix, other.suffix) || Buffer.compare(one.value, other.value);
}

/** One entry, filled up to four bytes. */
export function encodeXattr(xattr: StoredXattr): Buffer {
  const bytes = Buffer.alloc(entryLength(xattr));
  bytes.writeUInt8(xattr.suffix.length, 0);
  bytes.writeUInt8(xattr.index, 1);
  bytes.writeUInt16LE(xattr.value.length, 2);
  bytes.set(xattr.suffix, 4);
  bytes.set(xattr.value, 4 + xattr.suffix.length);
  return bytes;
}
