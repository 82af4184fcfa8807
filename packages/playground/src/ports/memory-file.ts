/** Bytes that are kept at most: browsers give a page a few gigabytes. */
const usualLimit = 1.5 * 1024 ** 3;
const pieceLength = 1024 ** 2;

/** A file in memory that grows where it is written. */
export class MemoryFile {
  readonly #pieces = new Map<number, Uint8Array>();
  readonly #mostBytes: number;
  size = 0;

  constructor(mostBytes = usualLimit) {
    this.#mostBytes = mostBytes;
  }

  write(position: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const at = position + done;
      const piece = this.#piece(Math.floor(at / pieceLength));
      const begin = at % pieceLength;
      const part = bytes.subarray(done, done + pieceLength - begin);
      piece.set(part, begin);
      done += part.length;
    }
    this.size = Math.max(this.size, position + bytes.length);
  }

  /** Bytes from a position, fewer where the file ends before. */
  read(position: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - position)));
    for (let done = 0; done < bytes.length; ) {
      const at = position + done;
      const begin = at % pieceLength;
      const count = Math.min(bytes.length - done, pieceLength - begin);
      const piece = this.#pieces.get(Math.floor(at / pieceLength));
      if (piece !== undefined) bytes.set(piece.subarray(begin, begin + count), done);
      done += count;
    }
    return bytes;
  }

  #piece(index: number): Uint8Array {
    const known = this.#pieces.get(index);
    if (known !== undefined) return known;
    if ((this.#pieces.size + 1) * pieceLength > this.#mostBytes)
      throw new Error('it needs more memory than a page may use');
    const piece = new Uint8Array(pieceLength);
    this.#pieces.set(index, piece);
    return piece;
  }
}
