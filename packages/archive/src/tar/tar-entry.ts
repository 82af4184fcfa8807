import type { SparseMap } from './sparse-map.ts';

/** What a tar entry is of. */
export type TarKind = 'file' | 'hard link' | 'link' | 'directory' | 'character device' | 'block device' | 'FIFO';

/** What only few readers ask of an entry. */
export interface TarAttributes {
  /** One letter of the header's type field. */
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** When it was changed: seconds since 1970, of 64 bits, and nanoseconds. */
  readonly seconds: bigint;
  readonly nanoseconds: number;
  /** Whether an extended header gives the time with a minus, which bootc does not read. */
  readonly hasMinus: boolean;
  /** Extended attributes by name, a character for each byte. */
  readonly xattrs: ReadonlyMap<string, Uint8Array>;
  /** Of a device node; a header of the old form has none. */
  readonly devices?: { readonly major: number; readonly minor: number };
}

/** One entry of a tar archive. Its byte arrays are views that hold until the reader is given more bytes. */
export interface TarEntry {
  readonly kind: TarKind;
  /** As in the archive, any bytes: it may be absolute or contain `..`. */
  readonly name: Uint8Array;
  /** Where a link or hard link leads; empty for all else. */
  readonly target: Uint8Array;
  /** Bytes of content that follow. */
  readonly stored: number;
  /** Bytes of the file, more than `stored` where it is sparse. */
  readonly size: number;
  /** Of a file of which the holes are left out: where what is stored belongs. */
  readonly sparse?: SparseMap;
  /** Why bootc makes something else of it than container runtimes do, where it does; it continues the entry's name. */
  readonly ambiguity?: string;
  /** To be called in `entry` only. Faults: `image/tar`. */
  readonly attributes: () => TarAttributes;
}

/** Receives the entries of an archive as it is read. */
export interface TarListener {
  /** Returns whether the content is wanted; then `content` and `end` follow. */
  readonly entry: (entry: TarEntry) => boolean;
  /** A piece of the content, a view that is valid until the call returns. */
  readonly content: (bytes: Uint8Array) => void;
  readonly end: () => void;
}
