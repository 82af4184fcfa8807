/** One entry as the tests write it; the name goes into the archive as it is. */
export interface WrittenEntry {
  readonly name: string | Uint8Array;
  /** One letter of the header's type field; by default a regular file. */
  readonly type?: string;
  readonly content?: string | Uint8Array;
  readonly target?: string | Uint8Array;
  /** What the header says instead of the content's length. */
  readonly size?: number;
  /** What stands in the size field instead of octal digits. */
  readonly sizeField?: Uint8Array;
  /** Written into the block before its checksum is. */
  readonly patch?: (block: Buffer) => void;
}
/** A tar archive in the ustar form, of whatever entries, sound or not. */
export declare function writeTar(entries: readonly WrittenEntry[], end?: boolean): Buffer;
/** A pax extended header for the entry after it. */
export declare function paxHeader(records: Readonly<Record<string, string | Uint8Array>>, type?: string): WrittenEntry;
//# sourceMappingURL=tar.d.ts.map
