import { isUtf8 } from 'node:buffer';

/** One line of input, without its line feed: UTF-8, which is read where it is answered. */
export type Line =
  | { readonly kind: 'bytes'; readonly number: number; readonly bytes: Uint8Array }
  /** It has more bytes than a line may have, or is not UTF-8; it was skipped. */
  | { readonly kind: 'unread'; readonly number: number; readonly why: 'too-long' | 'not-utf8' };

export interface ChunkLimits {
  /** Bytes that one line may have. */
  readonly lineBytes: number;
  readonly chunkLines: number;
  /** Bytes in a chunk of more than one line. */
  readonly chunkBytes: number;
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
  for await (const bytes of input) yield* chunks(splitter.push(bytes), limits);
  yield* chunks(splitter.end(), limits);
}

function* chunks(lines: readonly Line[], { chunkLines, chunkBytes }: ChunkLimits): Generator<readonly Line[]> {
  let chunk: Line[] = [];
  for (const line of lines) {
    const isFull = chunk.length >= chunkLines || bytesOf(chunk) + bytesOf([line]) > chunkBytes;
    if (isFull && chunk.length > 0) {
      yield chunk;
      chunk = [];
    }
    chunk.push(line);
  }
  if (chunk.length > 0) yield chunk;
}

/** How many bytes the lines have. */
export function bytesOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + (line.kind === 'bytes' ? line.bytes.length : 0), 0);
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
    if (line.kind === 'unread' || !line.bytes.every(isBlank)) lines.push(line);
    this.#number += 1;
    this.#begun = [];
    this.#begunBytes = 0;
  }

  #read(): Line {
    const number = this.#number;
    if (this.#begunBytes > this.#limit) return { kind: 'unread', number, why: 'too-long' };
    // A piece of the input is larger than its lines, and would live as long as one of them.
    const bytes = new Uint8Array(this.#begunBytes);
    let end = 0;
    for (const piece of this.#begun) {
      bytes.set(piece, end);
      end += piece.length;
    }
    if (!isUtf8(bytes)) return { kind: 'unread', number, why: 'not-utf8' };
    return { kind: 'bytes', number, bytes };
  }
}

/** What JSON takes for white space. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}
