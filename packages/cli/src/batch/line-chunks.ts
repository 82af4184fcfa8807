import { isUtf8 } from 'node:buffer';

/** One line of input, without its line feed. */
export type Line =
  | { readonly kind: 'text'; readonly number: number; readonly text: string }
  /** It has more bytes than a line may have, or is no UTF-8; it was passed over. */
  | { readonly kind: 'unread'; readonly number: number; readonly why: 'too-long' | 'not-utf8' };

export interface ChunkLimits {
  /** Bytes that one line may have. */
  readonly lineBytes: number;
  /** Lines in a chunk. */
  readonly chunkLines: number;
}

const lineFeed = 0x0a;

/**
 * The lines of an input that are not blank, in chunks: a chunk is given out as soon as the input pauses or the chunk is
 * full, so that nothing waits and memory stays bounded by the longest line allowed.
 */
export async function* lineChunks(
  input: AsyncIterable<Uint8Array>,
  limits: ChunkLimits,
): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(limits.lineBytes);
  for await (const bytes of input) yield* chunks(splitter.push(bytes), limits.chunkLines);
  yield* chunks(splitter.end(), limits.chunkLines);
}

function* chunks(lines: readonly Line[], size: number): Generator<readonly Line[]> {
  for (let start = 0; start < lines.length; start += size) yield lines.slice(start, start + size);
}

/** Cuts a stream of bytes at its line feeds. */
class LineSplitter {
  readonly #limit: number;
  #number = 1;
  /** The beginning of the line that has not ended yet; empty once that line is too long. */
  #begun: Uint8Array[] = [];
  #begunBytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(bytes: Uint8Array): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
      this.#keep(bytes.subarray(start, end));
      this.#finish(lines);
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
    return lines;
  }

  end(): readonly Line[] {
    const lines: Line[] = [];
    if (this.#begunBytes > 0) this.#finish(lines);
    return lines;
  }

  #keep(bytes: Uint8Array): void {
    this.#begunBytes += bytes.length;
    if (this.#begunBytes > this.#limit) this.#begun = [];
    else if (bytes.length > 0) this.#begun.push(bytes);
  }

  #finish(lines: Line[]): void {
    const line = this.#read();
    if (line.kind === 'unread' || /\S/.test(line.text)) lines.push(line);
    this.#number += 1;
    this.#begun = [];
    this.#begunBytes = 0;
  }

  #read(): Line {
    const number = this.#number;
    if (this.#begunBytes > this.#limit) return { kind: 'unread', number, why: 'too-long' };
    const [only] = this.#begun;
    const bytes = this.#begun.length === 1 && only !== undefined ? only : Buffer.concat(this.#begun);
    if (!isUtf8(bytes)) return { kind: 'unread', number, why: 'not-utf8' };
    return { kind: 'text', number, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString() };
  }
}
