/** Reads pieces of bytes one by one, and takes back what was too much. */
export class PieceReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #returned: Uint8Array[] = [];

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** Some bytes; `undefined` at the end. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const piece = this.#returned.pop() ?? (await this.#pulled());
      if (piece === undefined || piece.length > 0) return piece;
    }
  }

  /** At least `length` bytes; fewer at the end. */
  async atLeast(length: number): Promise<Uint8Array> {
    const found: Uint8Array[] = [];
    let count = 0;
    while (count < length) {
      const piece = await this.next();
      if (piece === undefined) break;
      found.push(piece);
      count += piece.length;
    }
    return Buffer.concat(found);
  }

  /** Ends the source. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  putBack(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#returned.push(bytes);
  }

  /** The remaining pieces. */
  async *rest(): AsyncGenerator<Uint8Array, void, void> {
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) yield piece;
  }

  async #pulled(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#pieces.next();
    return done === true ? undefined : value;
  }
}
